import { foldDeltas, verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { admin, callerOf } from '../testing/index.ts'
import { numbers } from '../testing/oracle/random-world.ts'
import { busyWorld, outcomeOf, randomWrite, refusals } from '../testing/writes.ts'

/** Many writers of few rows, whose conflicts are true ones on PostgreSQL. */

const database = await openTestDatabase()
const caller = callerOf(database, admin)
const writesOfEach = 12

test('writes at once leave no difference, with somebody folding beside them', async () => {
  const below = numbers(3)
  await emptyTables(database)
  await insertWorld(database, busyWorld(below))
  // Twice as many as the pool has connections: all at once would be refused as too many by a slow machine.
  const writer = async () => {
    const outcomes: string[] = []
    for (let write = 0; write < writesOfEach; write++)
      outcomes.push(await outcomeOf(caller, randomWrite(below)))
    return outcomes
  }
  const folder = async () => {
    for (let time = 0; time < 10; time++) await foldDeltas(database)
    return []
  }
  const outcomes = (await Promise.all([...Array.from({ length: 20 }, writer), folder()])).flat()
  expect(outcomes.filter((outcome) => !outcome.includes('.') && !refusals.includes(outcome))).toEqual([])
  const checks = await database.snapshot((query) => verifyRollups(query))
  expect(checks.filter((check) => check.differences > 0)).toEqual([])
})
