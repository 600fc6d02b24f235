import { cpus, release, totalmem, type } from 'node:os'
import type { Figure } from './figure.ts'
import { times } from './figure.ts'
import type { Answer } from './measure/measure-answers.ts'

export interface Results {
  /** Name and version. */
  database: string
  /** Of the two services, largest last. */
  sizes: string
  /** Of the larger one. */
  watches: string
  figures: readonly Figure[]
  embedded: readonly Figure[]
  answers: readonly Answer[]
}

export function resultsTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, what, target, measured, met }) => [
    name,
    what,
    target,
    measured,
    target === '' ? '' : met ? 'met' : '**not met**',
  ])
  const head = ['', 'ratio', 'target', 'measured', '']
  return markdownTable(head, rows)
}

/** docs/benchmarks.md, but for what people wrote below its first rule. */
export function resultsPage(results: Results, notes: string): string {
  const { database, sizes, watches, figures, embedded, answers } = results
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return `# Benchmarks

Ratios, both sides in one run. P1, P3, P5, P6, P7, P8 and P10 are taken in turns, round by round: medians, and the least and most
of the rounds in brackets. P1, P3 and P10 begin when both sides have answered for a while, P4 and P9 when ours have, over tables that were vacuumed; no client of theirs asks for compression. Written by \`npm run bench\` on ${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory}, ${type()} ${release()}, Node.js ${process.version},
${database} on a Unix socket, without fsync, with its default settings but \`max_wal_size\` and \`max_connections\`; client, server and database share the machine.
${sizes}

${resultsTable(figures)}
On the embedded database, with scenario \`small\`:

${resultsTable(embedded)}
## Answers over ${watches} watches

Milliseconds in process; the raw side is SQL on the tables of events, with equal results.

${markdownTable(
  ['question', 'filters', 'ours, median', 'p95', 'raw', 'raw ÷ ours'],
  answers.map(({ question, filters, ms, p95, rawMs }) => [
    question,
    filters,
    times(ms),
    times(p95),
    rawMs === undefined ? 'not asked' : times(rawMs),
    rawMs === undefined ? '' : times(rawMs / ms),
  ]),
)}
---
${notes}`
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`
}
