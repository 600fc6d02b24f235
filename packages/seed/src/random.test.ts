import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next)
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})

test('numbers are uniform: the chi-square of ten bins of 100,000 draws stays below its 99.9 % point', () => {
  const random = createRandom(7)
  const bins = Array.from({ length: 10 }, () => 0)
  for (let i = 0; i < 100_000; i++) {
    const bin = Math.floor(random.next() * 10)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
  expect(chiSquare).toBeLessThan(27.88) // 9 degrees of freedom
})

test('weights are followed within four standard errors', () => {
  const random = createRandom(3)
  let heavy = 0
  for (let i = 0; i < 10_000; i++)
    if (random.weighted(['light', 'heavy'], (item) => (item === 'heavy' ? 3 : 1)) === 'heavy') heavy++
  expect(Math.abs(heavy / 10_000 - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / 10_000))
})
