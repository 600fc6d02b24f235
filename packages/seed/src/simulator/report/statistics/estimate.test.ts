import { mean, standardDeviation } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import { RandomStream } from '../../random/random-stream.ts'
import { decayOf } from './decay.ts'
import { type Estimate, medianOf, ratioOfCounts, shareOf, topTenthOf } from './estimate.ts'
import { KaplanMeier } from './kaplan-meier.ts'
import { RatioOfSums } from './ratio-of-sums.ts'

const samples = 400
const random = new RandomStream(7, 1, 0)
const logNormals = (count: number) => Array.from({ length: count }, () => Math.exp(random.normal()))
const units = (count: number) =>
  logNormals(count).map((size) => ({ size, part: size * (random.next() < 0.3 ? 0.9 : 0.1) }))

const estimates: [string, () => Estimate][] = [
  ['a share', () => shareOf(logNormals(200).filter((value) => value > 2).length, 200)],
  ['a median', () => medianOf(logNormals(300))],
  ['what the top tenth has', () => topTenthOf(logNormals(2_000))],
  [
    'a ratio of sums',
    () => {
      const ratio = new RatioOfSums()
      for (const { part, size } of units(400)) ratio.add(part, size)
      return ratio.estimate
    },
  ],
  [
    'a ratio of counts',
    () => {
      const values = logNormals(3_000)
      const [above, below] = [values.filter((value) => value > 4), values.filter((value) => value < 0.3)]
      return ratioOfCounts(above.length / below.length, above.length, below.length)
    },
  ],
  [
    'survivors',
    () => {
      const stay = new KaplanMeier()
      for (let user = 0; user < 300; user++) {
        const [ends, looked] = [Math.floor(random.next() * 10), Math.floor(random.next() * 12)]
        stay.add(Math.min(ends, looked), ends < looked)
      }
      return stay.survivors(4)
    },
  ],
  [
    'the exponent of a decay',
    () =>
      decayOf(
        logNormals(200).map((size) =>
          [1, 2, 3, 4, 5, 6, 7, 8].map((week) => size * week ** -1.6 * (0.5 + random.next())),
        ),
      ).exponent,
  ],
]

describe.each(estimates)('the error of %s', (_, estimate) => {
  test('is how far samples of the same size are apart', () => {
    const drawn = Array.from({ length: samples }, estimate)
    const apart = standardDeviation(drawn.map(({ value }) => value))
    const error = mean(drawn.map((each) => each.error))
    expect(error / apart).toBeGreaterThan(0.85)
    expect(error / apart).toBeLessThan(1.15)
  })
})

test('of whole counts the errors are those of the binomial', () => {
  expect(shareOf(0, 10)).toEqual({ value: 0, error: Math.sqrt((((2 / 14) * 12) / 14) * (1 / 14)) })
  const stay = new KaplanMeier()
  for (let user = 0; user < 100; user++) stay.add(user < 30 ? 0 : user < 50 ? 1 : 9, user < 50)
  expect(stay.survivors(1).value).toBeCloseTo(0.5, 12)
  expect(stay.survivors(1).error).toBeCloseTo(0.05, 12)
  expect(stay.survivors(10)).toEqual({ value: Number.NaN, error: Number.NaN })
})

test('of next to nothing there is no value, or no error that could be trusted', () => {
  expect(shareOf(0, 0).value).toBeNaN()
  expect(medianOf([])).toEqual({ value: Number.NaN, error: Number.NaN })
  expect(medianOf([3])).toEqual({ value: 3, error: Number.POSITIVE_INFINITY })
  expect(ratioOfCounts(Number.POSITIVE_INFINITY, 4, 0).error).toBe(Number.POSITIVE_INFINITY)
  expect(topTenthOf([1, 2, 3]).error).toBe(Number.POSITIVE_INFINITY)
  const stay = new KaplanMeier()
  for (let user = 0; user < 3; user++) stay.add(5, false)
  expect(stay.survivors(3)).toEqual({ value: 1, error: Number.POSITIVE_INFINITY })
  const ratio = new RatioOfSums()
  for (let unit = 0; unit < 100; unit++) ratio.add(unit === 0 ? 1 : 0, unit === 0 ? 2 : 0)
  expect(ratio.estimate).toEqual({ value: 0.5, error: Number.POSITIVE_INFINITY })
  expect(new RatioOfSums().estimate).toEqual({ value: Number.NaN, error: Number.POSITIVE_INFINITY })
  expect(decayOf([]).exponent.value).toBeNaN()
})
