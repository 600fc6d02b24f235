import { zBound } from '../check.ts'

/** Pearson's statistic. */
export function chiSquareOf(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, index) => {
    const mean = expected[index] ?? 0
    return mean > 0 ? sum + (count - mean) ** 2 / mean : sum
  }, 0)
}

/** The statistic has its distribution where at least five are expected of each kind (Cochran 1954). @returns of how many that is so */
export function fewestForChiSquare(expected: readonly number[]): number {
  const total = expected.reduce((sum, mean) => sum + mean, 0)
  return (5 * total) / Math.min(...expected.filter((mean) => mean > 0))
}

/** Bound for one of all checks (Wilson and Hilferty 1931); one-sided, at half the chance that it is allowed. */
export function chiSquareBound(degrees: number): number {
  const part = 2 / (9 * degrees)
  return degrees * (1 - part + zBound * Math.sqrt(part)) ** 3
}
