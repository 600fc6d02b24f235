/** What a check draws of its data. */
export type Plot = Chart | Ranges

export interface Chart {
  kind: 'chart'
  x: Axis
  y: Axis
  series: readonly Series[]
}

export interface Axis {
  label: string
  scale?: 'log'
  /** Names of the values 0, 1, 2 …, for bars. */
  names?: readonly string[]
}

export interface Series {
  name: string
  as: 'bars' | 'line' | 'dots'
  points: readonly (readonly [x: number, y: number])[]
}

/** Shares, each against what is published. */
export interface Ranges {
  kind: 'ranges'
  items: readonly { name: string; value: number; from: number; to: number }[]
}

/** Values counted into bins of one width, as shares of all. */
export function histogram(values: readonly number[], width: number): [number, number][] {
  const bins = new Map<number, number>()
  for (const value of values) {
    const bin = Math.floor(value / width)
    bins.set(bin, (bins.get(bin) ?? 0) + 1 / values.length)
  }
  return [...bins].sort(([a], [b]) => a - b).map(([bin, share]) => [(bin + 0.5) * width, share])
}

/** Shares of all, at 0, 1, 2 … */
export function shares(counts: readonly number[]): [number, number][] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count, index) => [index, total === 0 ? 0 : count / total])
}
