import type { Category, Scores } from './run-lighthouse.ts'

export interface PageResult {
  path: string
  scores: Scores
  paintMs: number
  shift: number
  scriptBytes: number
}

export const targets = { score: 95, paintMs: 1_000, shift: 0.01, scriptBytes: 160_000 } as const

const heading = '## Pages in Lighthouse'
const columns: readonly [string, (result: PageResult) => string, (result: PageResult) => boolean][] = [
  ['performance', ofCategory('performance'), isGood('performance')],
  ['accessibility', ofCategory('accessibility'), isGood('accessibility')],
  ['best practices', ofCategory('best-practices'), isGood('best-practices')],
  ['SEO', ofCategory('seo'), isGood('seo')],
  [
    'largest paint, s',
    ({ paintMs }) => (paintMs / 1_000).toFixed(2),
    ({ paintMs }) => Math.round(paintMs / 10) * 10 <= targets.paintMs,
  ],
  [
    'shift',
    ({ shift }) => shift.toFixed(3),
    ({ shift }) => Math.round(shift * 1_000) / 1_000 <= targets.shift,
  ],
  [
    'script, kB',
    ({ scriptBytes }) => (scriptBytes / 1_000).toFixed(0),
    ({ scriptBytes }) => scriptBytes <= targets.scriptBytes,
  ],
]

/** What misses its target is bold. */
export function pagesTable(results: readonly PageResult[]): string {
  const rows = results.map((result) => [
    `\`${result.path}\``,
    ...columns.map(([, write, isMet]) => (isMet(result) ? write(result) : `**${write(result)}**`)),
  ])
  const head = ['page', ...columns.map(([name]) => name)]
  return `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

/** docs/benchmarks.md with this table in the place of the one before. */
export function withPagesTable(
  page: string,
  results: readonly PageResult[],
  { version, rounds }: { version: string; rounds: number },
): string {
  const section = `${heading}

Written by \`npm run lighthouse\`: Lighthouse ${version} over scenario \`small\`, as a phone on a slow network, which it simulates; medians of ${rounds}, single scores differ by ten. Targets: ${targets.score} in each category;
largest paint in ${targets.paintMs / 1_000} s and a shift of ${targets.shift} on a processor four times slower, without a slow network; ${targets.scriptBytes / 1_000} kB of script, compressed, before the charts. Bold is missed.

${pagesTable(results)}`
  const [before = '', rest] = splitAt(page, `${heading}\n`)
  const after = rest === undefined ? '' : (splitAt(rest.slice(heading.length), '\n## ')[1] ?? '').trimStart()
  return `${before.trimEnd()}\n\n${section}${after === '' ? '' : `\n${after}`}`
}

function splitAt(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at)]
}

function ofCategory(category: Category) {
  return ({ scores }: PageResult) => String(scores[category])
}

function isGood(category: Category) {
  return ({ scores }: PageResult) => scores[category] >= targets.score
}
