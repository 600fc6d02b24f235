import Table from 'cli-table3'
import type { MeanFigure } from './evaluate.ts'

/** Figures below each other, rankings beside each other; of several trials with their deviation. */
export function rankingsTable(
  rankings: readonly { name: string; figures: Readonly<Record<string, MeanFigure>> }[],
): string {
  const names = Object.keys(rankings[0]?.figures ?? {})
  const table = new Table({
    head: ['', ...rankings.map(({ name }) => name)],
    style: { head: [], border: [] },
    colAligns: ['left', ...rankings.map(() => 'right' as const)],
  })
  for (const name of names)
    table.push([
      name,
      ...rankings.map(({ figures }) => figure(name, figures[name] ?? { mean: 0, deviation: 0 })),
    ])
  return `${table}\n`
}

function figure(name: string, { mean, deviation }: MeanFigure): string {
  const decimals = name === 'users' ? 0 : name.includes('seconds') || name.startsWith('novelty') ? 1 : 4
  return deviation === 0
    ? mean.toFixed(decimals)
    : `${mean.toFixed(decimals)} ± ${deviation.toFixed(decimals)}`
}
