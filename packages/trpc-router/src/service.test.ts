import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { TRPCError } from '@trpc/server'
import { beforeEach, expect, test } from 'vitest'
import { visitor } from './procedure/actor.ts'
import { createService } from './server.ts'
import { admin, callerOf, recordingLog } from './testing/index.ts'

const database = await openTestDatabase()
const engine = await database.engine()
const log = recordingLog()
const service = createService(database, 'open', log)
const requester = { request_id: 'test', actor: visitor }
const { payments } = callerOf(database, admin)

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}],
      paymenthistory: [{ payment_date: '2024-03-05T00:00:00.000Z' }],
    }),
  )
})

test('the questions of a page see one state, of the moment that it is told, whatever is paid meanwhile', async () => {
  const begin = Date.now()
  const [before, after, asOf] = await service.atOnce(requester, async (analytics, asOf) => {
    const before = await analytics.paymentMethodDistribution({})
    if (engine === 'postgresql') await payments.create({ user_id: '1', amount: 10, method: 'PayPal' })
    return [before, await analytics.paymentMethodDistribution({}), asOf] as const
  })
  expect(after).toEqual(before)
  expect(before).toMatchObject([{ count: 1 }])
  // The database has a clock of its own.
  expect(Math.abs(Date.parse(asOf) - begin)).toBeLessThan(60_000)
})

test('a question that is refused is refused as it is alone, and the others are answered', async () => {
  const [refused, answered] = await service.atOnce(requester, async (analytics) =>
    Promise.allSettled([
      analytics.paymentMethodDistribution({ start_date: '2024-02-30' }),
      analytics.paymentMethodDistribution({}),
    ]),
  )
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'BAD_REQUEST' } })
  expect(answered).toMatchObject({ status: 'fulfilled' })
})

test('work that fails is told as a fault of the service, with the id under which the log has it', async () => {
  const broken = service.atOnce(requester, async () => {
    throw new Error('a secret')
  })
  const fault: unknown = await broken.catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(TRPCError)
  expect(fault).toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
    message: expect.not.stringContaining('secret'),
  })
  expect(log.entries).toHaveLength(1)
})
