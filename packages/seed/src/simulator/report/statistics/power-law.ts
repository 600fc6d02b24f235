import { linearRegression } from 'simple-statistics'

/** Sums, slopes and concentration of hours by rank. */

export function add(sum: number, value: number): number {
  return sum + value
}

export function slopeOf(points: number[][]): number {
  return linearRegression(points.map(([x = 1, y = 1]) => [Math.log(x), Math.log(y)])).m
}

/** Of the head, after the cut-off of the tail is taken out. */
export function headSlope(hours: number[]): number {
  const head = hours.slice(0, Math.max(10, Math.round(hours.length * 0.1)))
  return -slopeOf(
    head.map((value, index) => [
      index + 1,
      Math.max(value, 1e-9) * Math.exp((index + 1) / (0.19 * hours.length)),
    ]),
  )
}

export function giniOf(descending: number[]): number {
  const n = descending.length
  const total = descending.reduce(add, 0)
  const weighted = descending.reduce((sum, value, index) => sum + (n - index) * value, 0)
  return (2 * weighted) / (n * total) - (n + 1) / n
}
