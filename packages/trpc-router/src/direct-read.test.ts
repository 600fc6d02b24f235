import { initTRPC } from '@trpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { answering } from './answering.ts'
import type { Context } from './context.ts'
import { isDirect } from './direct-read.ts'
import { procedureDefinition, routes } from './routes.ts'
import { type Meta, procedure } from './trpc.ts'

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
const meta: Meta = {
  method: 'GET',
  path: '/api/count',
  summary: 'Count',
  description: 'Seven.',
  tag: 'Operations',
  access: 'reports',
}
const plain = procedure.meta(meta)
const asked = plain.input(z.object({}))
const unguarded = initTRPC.context<Context>().meta<Meta>().create().procedure.meta(meta)

const isDirectOf = ({ _def }: { _def: object }) =>
  isDirect(procedureDefinition.parse({ ..._def, inputs: [z.object({})] }))

test('a read with our guard, an input and a resolver is direct', () => {
  expect(isDirectOf(asked.query(count))).toBe(true)
})

test.each([
  ['one more link', asked.use(({ next }) => next()).query(count)],
  ['a link instead of an input', plain.use(({ next }) => next()).query(count)],
  ['a parsed output instead of an input', plain.output(z.number()).query(count)],
  ['an output that is parsed', asked.output(z.number()).query(count)],
  [
    'another guard',
    unguarded
      .use(({ next }) => next())
      .input(z.object({}))
      .query(count),
  ],
  ['no guard', unguarded.input(z.object({})).query(count)],
  ['a resolver that does not say what it answers', asked.query(async () => 7)],
  ['a resolver that writes', asked.mutation(count)],
])('a procedure with %s is not', (_what, made) => {
  expect(isDirectOf(made)).toBe(false)
})
