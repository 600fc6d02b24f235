import { expect, test } from 'vitest'
import { usualLimit } from './usual-limit.ts'

test('a usual limit is one number for all of them, and never less than was asked for; others are a parameter', () => {
  for (const limit of [1, 8, 10])
    expect([usualLimit(limit).text, usualLimit(limit).values]).toEqual(['10', []])
  for (const limit of [11, 1_000])
    expect([usualLimit(limit).text, usualLimit(limit).values]).toEqual(['$1::INT8', [limit]])
})
