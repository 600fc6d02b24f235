import { expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { openTestDatabase } from '../testing/index.ts'
import { holdingTrainingLease } from './lease.ts'

const database = await openTestDatabase()
const held = z.object({ held: z.boolean() })

test('a lease that is given back is free at once, whatever part of a millisecond it is', async () => {
  for (let time = 0; time < 200; time++) {
    await holdingTrainingLease(database, async () => {})
    expect(
      await database.query(Prisma.sql`SELECT expires_at > now() AS held FROM training_lease`, held),
    ).toEqual([{ held: false }])
  }
})

test('a lease that is held is not given to another, and says so at once', async () => {
  const inner = await holdingTrainingLease(database, async () =>
    holdingTrainingLease(database, async () => 'twice'),
  )
  expect(inner).toEqual({ result: undefined })
})
