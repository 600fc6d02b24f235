import { expect, test } from 'vitest'
import { matrixOf } from '../evaluation/splits.ts'
import { groupedLog } from '../testing.ts'
import { trainEase } from './ease.ts'
import { gramOf } from './gram.ts'
import { invertSymmetric } from './symmetric-inverse.ts'

const interactions = matrixOf(groupedLog(60, 20, 3))
const n = interactions.itemCount

test('the Gram matrix is the sum over users of products of strengths', () => {
  const dense = Array.from({ length: interactions.userCount }, () => new Float64Array(n))
  for (let user = 0; user < interactions.userCount; user++)
    for (let at = interactions.starts[user] ?? 0; at < (interactions.starts[user + 1] ?? 0); at++)
      dense[user]?.set([interactions.strengths[at] ?? 0], interactions.items[at] ?? 0)
  const gram = gramOf(interactions)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      expect(gram[i * n + j]).toBeCloseTo(
        dense.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0),
        9,
      )
})

/** Without the closed form: each item's weights are the ridge regression of its column on those of all others. */
test.each([
  { ridge: 0.3, dropout: 0 },
  { ridge: 1, dropout: 0.5 },
])('weights are those of a regression on all other items, $ridge and $dropout', (regularisation) => {
  const gram = gramOf(interactions)
  const { weights } = trainEase(gram, n, regularisation)
  const mean = Array.from({ length: n }, (_, i) => gram[i * n + i] ?? 0).reduce((a, b) => a + b) / n
  for (let item = 0; item < n; item++) {
    const others = [...Array(n).keys()].filter((other) => other !== item)
    const system = Float64Array.from({ length: (n - 1) ** 2 }, (_, at) => {
      const [i = 0, j = 0] = [others[Math.floor(at / (n - 1))], others[at % (n - 1)]]
      const entry = gram[i * n + j] ?? 0
      return i === j ? entry * (1 + regularisation.dropout) + regularisation.ridge * mean : entry
    })
    invertSymmetric(system, n - 1)
    for (const [row, other] of others.entries()) {
      let expected = 0
      for (const [column, from] of others.entries())
        expected += (system[row * (n - 1) + column] ?? 0) * (gram[from * n + item] ?? 0)
      expect(weights[other * n + item]).toBeCloseTo(expected, 5)
    }
    expect(weights[item * n + item]).toBe(0)
  }
})

test('a catalogue that nobody watched has weights of 0', () => {
  expect([...trainEase(new Float64Array(9), 3, { ridge: 1, dropout: 0 }).weights]).toEqual(Array(9).fill(0))
})
