import { Prisma, type Query } from '@streaming/db'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { answering, answerOf } from './answering.ts'

const Title = z.object({ title: z.string(), views: z.coerce.number() })
const answer = z.array(Title)
const query: Query = async (_sql, row) => [row.parse({ title: 'Quiet Rooms', views: '3' })]
const rowsOf = <Row>(row: z.ZodType<Row>) => query(Prisma.empty, row)

test('a resolver is left as it is, and its schema is known', () => {
  const resolver = () => rowsOf(Title)
  expect(answering(answer, resolver)).toBe(resolver)
  expect(answerOf(resolver)).toBe(answer)
  expect(answerOf(async () => [])).toBeUndefined()
})

/** What fails this is `npm run check`, which finds an expected error that is none; at run time nothing can. */
test('types refuse a resolver whose rows have less, more or other than the schema says', () => {
  // @ts-expect-error a field is missing
  answering(z.array(Title.extend({ genre: z.string() })), () => rowsOf(Title))
  // @ts-expect-error a field is of another type
  answering(z.array(Title.extend({ title: z.number() })), () => rowsOf(Title))
  // @ts-expect-error a field is more than is said: over the wire it would be told to everybody
  answering(answer, () => rowsOf(Title.extend({ password: z.string() })))
  // @ts-expect-error the same, now and then
  answering(answer, () => rowsOf(Title.extend({ password: z.string().optional() })))
  // @ts-expect-error any field may be more
  answering(answer, () => rowsOf(z.looseObject(Title.shape)))
  // @ts-expect-error a branch has a field more
  answering(answer, async () => [...(await rowsOf(Title)), { title: 'Loud Rooms', views: 0, password: '' }])
  // @ts-expect-error anything
  answering(answer, async () => JSON.parse('[]'))
})
