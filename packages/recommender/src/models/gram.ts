import type { Interactions } from '../interactions.ts'

/** XᵀX of the matrix of users and items: row by row, itemCount², symmetric. */
export function gramOf({ userCount, itemCount, starts, items, strengths }: Interactions): Float64Array {
  const gram = new Float64Array(itemCount * itemCount)
  for (let user = 0; user < userCount; user++) {
    const to = starts[user + 1] ?? 0
    for (let a = starts[user] ?? 0; a < to; a++) {
      const row = (items[a] ?? 0) * itemCount
      const strength = strengths[a] ?? 0
      // A user's items ascend, so only the upper half is written to.
      for (let b = a; b < to; b++) {
        const at = row + (items[b] ?? 0)
        gram[at] = (gram[at] ?? 0) + strength * (strengths[b] ?? 0)
      }
    }
  }
  for (let i = 0; i < itemCount; i++)
    for (let j = i + 1; j < itemCount; j++) gram[j * itemCount + i] = gram[i * itemCount + j] ?? 0
  return gram
}
