import Table from 'cli-table3'

/** Rankings below each other, their figures beside each other. */
export function rankingsTable(
  rankings: readonly { name: string; figures: Readonly<Record<string, number>> }[],
): string {
  const names = Object.keys(rankings[0]?.figures ?? {})
  const table = new Table({
    head: ['', ...rankings.map(({ name }) => name)],
    style: { head: [], border: [] },
    colAligns: ['left', ...rankings.map(() => 'right' as const)],
  })
  for (const name of names)
    table.push([name, ...rankings.map(({ figures }) => figure(name, figures[name] ?? 0))])
  return `${table}\n`
}

function figure(name: string, value: number): string {
  if (name === 'users') return String(value)
  return value.toFixed(name.includes('seconds') || name.startsWith('novelty') ? 1 : 4)
}
