import { expect, test } from 'vitest'
import { limitKnownToPlanner } from './limit-known-to-planner.ts'

test('a usual limit is one number for all of them, and never less than was asked for; others are a parameter', () => {
  for (const limit of [1, 8, 10])
    expect([limitKnownToPlanner(limit).text, limitKnownToPlanner(limit).values]).toEqual(['10', []])
  for (const limit of [11, 1_000])
    expect([limitKnownToPlanner(limit).text, limitKnownToPlanner(limit).values]).toEqual([
      '$1::INT8',
      [limit],
    ])
})
