import { createInterface } from 'node:readline'
import { scenarioSchema } from '../scenario.ts'
import { brokenInvariants } from './broken-invariants.ts'

/**
 * Simulates the scenarios that come on standard input, a JSON object a line, and answers each by a line: what is broken, or how
 * the scenario is refused. A program of its own, so that whoever waits for it can end it.
 */
for await (const line of createInterface({ input: process.stdin })) {
  const parsed = scenarioSchema.safeParse(JSON.parse(line))
  const answer = parsed.success
    ? { broken: brokenInvariants(parsed.data) }
    : { refused: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
