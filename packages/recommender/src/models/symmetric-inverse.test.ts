import { expect, test } from 'vitest'
import { numbers } from '../testing.ts'
import { invertSymmetric } from './symmetric-inverse.ts'

/** A random symmetric positive definite matrix: R Rᵀ and something on the diagonal. */
function matrixOf(n: number): Float64Array {
  const next = numbers(n)
  const r = Float64Array.from({ length: n * n }, () => next() - 0.5)
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    let sum = i === j ? 0.5 : 0
    for (let k = 0; k < n; k++) sum += (r[i * n + k] ?? 0) * (r[j * n + k] ?? 0)
    return sum
  })
}

/** Gauss and Jordan's, on rows of plain arrays. */
function naiveInverse(matrix: Float64Array, n: number): number[][] {
  const rows = Array.from({ length: n }, (_, i) => [
    ...matrix.subarray(i * n, (i + 1) * n),
    ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  ])
  for (let k = 0; k < n; k++) {
    const pivot = rows[k]?.[k] ?? 0
    rows[k] = (rows[k] ?? []).map((value) => value / pivot)
    for (let i = 0; i < n; i++) {
      if (i === k) continue
      const factor = rows[i]?.[k] ?? 0
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * (rows[k]?.[j] ?? 0))
    }
  }
  return rows.map((row) => row.slice(n))
}

// Around the edges of tiles of 3 and blocks of 48.
test.each([1, 2, 3, 4, 5, 47, 48, 49, 51, 96, 97, 131])('of %i rows it is the naive one', (n) => {
  const matrix = matrixOf(n)
  const expected = naiveInverse(matrix, n)
  invertSymmetric(matrix, n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) expect(matrix[i * n + j]).toBeCloseTo(expected[i]?.[j] ?? Number.NaN, 8)
})

test('progress goes up to 1', () => {
  const told: number[] = []
  invertSymmetric(matrixOf(100), 100, (share) => told.push(share))
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told.at(-1)).toBe(1)
})

test('a matrix that is not positive definite is refused', () => {
  expect(() => invertSymmetric(Float64Array.of(1, 2, 2, 1), 2)).toThrow('not positive definite')
})
