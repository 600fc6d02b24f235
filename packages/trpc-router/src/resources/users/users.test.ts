import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { users } = callerOf(database)

await insertWorld(
  database,
  makeWorld({
    subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
    users: [
      { name: 'Mara Keller', email: 'mara@example.com' },
      { name: 'Ben 100%', email: 'ben_x@example.com', subscription_id: 2 },
      { name: 'Zoe', email: 'kellermann@example.com' },
    ],
  }),
)

const names = async (input: Parameters<typeof users.list>[0]) =>
  (await users.list(input)).items.map(({ name }) => name)

test('shows a user as others may see them: no password', async () => {
  expect((await users.list({ search: 'mara' })).items).toEqual([
    {
      user_id: '1',
      name: 'Mara Keller',
      email: 'mara@example.com',
      subscription_id: '1',
      subscription: 'Basic',
    },
  ])
})

test('finds part of a name or e-mail in any case, and an id', async () => {
  expect(await names({ search: 'KELLER' })).toEqual(['Mara Keller', 'Zoe'])
  expect(await names({ search: '3' })).toEqual(['Zoe'])
  expect(await names({ search: '' })).toHaveLength(3)
})

test("SQL's wildcards are letters like others", async () => {
  expect(await names({ search: '%' })).toEqual(['Ben 100%'])
  expect(await names({ search: '_' })).toEqual(['Ben 100%'])
  expect(await names({ search: '\\' })).toEqual([])
  expect(await names({ plan: '%' })).toEqual([])
  expect(await names({ plan: 'B_sic' })).toEqual([])
})

test('filters by plan', async () => {
  expect(await names({ plan: 'premium' })).toEqual(['Ben 100%'])
})
