import { readFileSync } from 'node:fs'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'

/** What GitHub's own parser of workflows says of standard input, a line a fault. A program, since Node 20 reads the parser's JSON only through tsx. */
const content = readFileSync(process.stdin.fd, 'utf8')
const { context } = parseWorkflow({ name: 'ci.yml', content }, new NoOperationTraceWriter())
for (const { message } of context.errors.getErrors()) process.stdout.write(`${message}\n`)
