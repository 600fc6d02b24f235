import { expect, test } from 'vitest'
import { z } from 'zod'
import { answering } from './answering.ts'
import { isDirect } from './direct-read.ts'
import { routes } from './routes.ts'
import { procedure } from './trpc.ts'

/** That a direct read answers, refuses and fails as tRPC does is held by trpc-queries.test.ts, byte for byte. */

test('all reads are direct but those of which the answer is parsed once more', () => {
  const others = routes.filter(({ type, direct }) => type === 'query' && direct === undefined)
  expect(others.map(({ procedure }) => procedure)).toEqual([
    'recommendations.forUser',
    'recommendations.status',
  ])
})

test('no write is direct', () => {
  expect(routes.filter(({ type, direct }) => type === 'mutation' && direct !== undefined)).toEqual([])
})

const count = answering(z.number(), async () => 7)
const asked = procedure.input(z.object({}))

test.each([
  ['a guard, an input and a resolver', asked.query(count), true],
  ['one more link', asked.use(({ next }) => next()).query(count), false],
  ['a second input', asked.input(z.object({})).query(count), false],
  ['an output that is parsed', asked.output(z.number()).query(count), false],
  ['a resolver that does not say what it answers', asked.query(async () => 7), false],
  ['a write', asked.mutation(count), false],
])('of a chain with %s, direct is %3$s', (_what, { _def }, direct) => {
  expect(isDirect(z.custom<Parameters<typeof isDirect>[0]>().parse(_def))).toBe(direct)
})
