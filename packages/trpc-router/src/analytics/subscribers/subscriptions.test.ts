import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'

const database = await openTestDatabase()
const { analytics } = callerOf(database)

test('counts the users of every plan, none included, the fullest first, then by name', async () => {
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Student' }, { name: 'Basic' }, { name: 'Premium' }],
      users: [{ subscription_id: 3 }, { subscription_id: 3 }],
    }),
  )
  expect(await analytics.subscriptions()).toEqual([
    { subscription: 'Premium', user_count: 2 },
    { subscription: 'Basic', user_count: 0 },
    { subscription: 'Student', user_count: 0 },
  ])
})
