import { linearRegression } from 'simple-statistics'
import { type Estimate, fewestForError } from './estimate.ts'
import { add, slopeOf } from './power-law.ts'

/** How titles' hours fall with their age. */
export interface Decay {
  titles: number
  /** Of all titles together, by age in weeks from 0. */
  hours: number[]
  /** Of the power of the age in weeks, from 1. */
  exponent: Estimate
  /** Than an exponential. */
  powerFitsBetter: boolean
}

/**
 * @param titles of each its hours by age, or their share of all hours of that week
 * @returns the exponent with its error by leaving out each title in turn (the jackknife, Tukey 1958)
 */
export function decayOf(titles: readonly number[][]): Decay {
  const ages = titles[0]?.length ?? 0
  const hours = Array.from({ length: ages }, (_, age) =>
    titles.reduce((sum, title) => sum + (title[age] ?? 0), 0),
  )
  const without = titles.map((title) => exponentOf(hours.map((sum, age) => sum - (title[age] ?? 0))))
  const mean = without.reduce(add, 0) / without.length
  const few = titles.length < fewestForError
  const squares = without.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  return {
    titles: titles.length,
    hours,
    exponent: {
      value: ages === 0 ? Number.NaN : exponentOf(hours),
      error: few ? Number.POSITIVE_INFINITY : Math.sqrt((squares * (without.length - 1)) / without.length),
    },
    powerFitsBetter: ages > 0 && powerFitsBetter(hours),
  }
}

function exponentOf(hours: number[]): number {
  return -slopeOf(hours.map((value, age) => [age + 1, value]))
}

/** Both models have two parameters, so that AIC compares their squared errors in ln(hours). */
function powerFitsBetter(hours: number[]): boolean {
  const error = (x: (age: number) => number) => {
    const points = hours.map((value, age) => [x(age + 1), Math.log(value)])
    const { m, b } = linearRegression(points)
    return points.reduce((sum, [at = 0, y = 0]) => sum + (y - m * at - b) ** 2, 0)
  }
  return error(Math.log) < error((age) => age)
}
