import { expect, test } from 'vitest'
import { z } from 'zod'
import { answering, answerOf } from './answering.ts'

const Title = z.object({ title: z.string(), views: z.coerce.number() })
const rows = async () => [{ title: 'Quiet Rooms', views: 3 }]

test('a resolver answers what it answered, and its schema is known', async () => {
  const schema = z.array(Title)
  const resolver = answering(schema, rows)
  expect(await resolver(undefined)).toEqual([{ title: 'Quiet Rooms', views: 3 }])
  expect(answerOf(resolver)).toBe(schema)
  expect(answerOf(async () => [])).toBeUndefined()
})

test('types refuse a resolver whose rows have less, more or other than the schema says', () => {
  // @ts-expect-error a field is missing
  answering(z.array(Title.extend({ genre: z.string() })), rows)
  // @ts-expect-error a field is more than is said: over the wire it would be told to everybody
  answering(z.array(Title.omit({ views: true })), rows)
  // @ts-expect-error a field is of another type
  answering(z.array(Title.extend({ title: z.number() })), rows)
})
