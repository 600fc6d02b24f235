import { expect, test } from 'vitest'
import { z } from 'zod'
import { queryInput } from './query-input.ts'

const schema = z.strictObject({
  limit: z.int().default(10),
  fill: z.boolean().optional(),
  title: z.string().optional(),
})
const input = (query: string) => ({ ...queryInput(schema, new URLSearchParams(query)) })

test('text becomes what the schema asks for when it looks like it, and stays text when not', () => {
  expect(input('limit=5&fill=true&title=5')).toEqual({ limit: 5, fill: true, title: '5' })
  expect(input('limit=5x&fill=yes')).toEqual({ limit: '5x', fill: 'yes' })
  expect(input('limit=&limit2=1')).toEqual({ limit: '', limit2: '1' })
})

test('a parameter that comes twice is refused', () => {
  expect(() => input('limit=1&limit=2')).toThrow('limit: expected once, got twice')
})

test('names of object internals are parameters like others', () => {
  expect(Object.keys(queryInput(schema, new URLSearchParams('__proto__=1&constructor=2')))).toEqual([
    '__proto__',
    'constructor',
  ])
})

test('the schema is not changed by the conversion', () => {
  input('limit=5')
  expect(schema.safeParse({ limit: '5' }).success).toBe(false)
})
