import { quantileSorted } from 'simple-statistics'

/** A number of the data with its standard error: NaN where there is nothing to take it from, infinite where too little is. */
export interface Estimate {
  value: number
  error: number
}

/** Errors that are estimated from the data themselves say nothing when there are fewer. */
export const fewestForError = 30

/** Of `count` among `all`; its error as if two more were in and two more were not, so that 0 of few has one (Agresti and Coull 1998). */
export function shareOf(count: number, all: number): Estimate {
  const near = (count + 2) / (all + 4)
  return { value: count / all, error: Math.sqrt((near * (1 - near)) / (all + 4)) }
}

/**
 * One count or rate over another, whose relative errors are those of `above` and `below` events (the delta method on the
 * logarithm). An error of infinity where one of them never happened.
 */
export function ratioOfCounts(value: number, above: number, below: number): Estimate {
  return {
    value,
    error: above === 0 || below === 0 ? Number.POSITIVE_INFINITY : value * Math.sqrt(1 / above + 1 / below),
  }
}

/** The median; its error is half the distance between the values at half of n plus and minus half of √n (by the binomial). */
export function medianOf(values: readonly number[]): Estimate {
  if (values.length === 0) return { value: Number.NaN, error: Number.NaN }
  const few = values.length < fewestForError
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => quantileSorted(sorted, Math.min(1, Math.max(0, share)))
  const off = 0.5 / Math.sqrt(sorted.length)
  return { value: at(0.5), error: few ? Number.POSITIVE_INFINITY : (at(0.5 + off) - at(0.5 - off)) / 2 }
}

/**
 * The share of the sum that the largest tenth has; its error by the influence of each value on a Lorenz ordinate
 * (Beach and Davidson 1983).
 */
export function topTenthOf(values: readonly number[]): Estimate {
  const sorted = [...values].sort((a, b) => b - a)
  const count = Math.round(sorted.length / 10)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  const value = sorted.slice(0, count).reduce((sum, each) => sum + each, 0) / total
  const bound = sorted[count - 1] ?? Number.NaN
  const squares = sorted.reduce((sum, each, rank) => {
    const influence = (rank < count ? each - bound : 0) + bound * 0.1 - value * each
    return sum + influence * influence
  }, 0)
  const few = sorted.length < 10 * fewestForError
  return { value, error: few ? Number.POSITIVE_INFINITY : Math.sqrt(squares) / total }
}
