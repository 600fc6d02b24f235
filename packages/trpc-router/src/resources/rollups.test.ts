import { foldDeltas, verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { admin, callerOf } from '../testing/index.ts'
import { numbers } from '../testing/oracle/random-world.ts'
import { busyWorld, type RandomWrite, randomWrite, randomWrites } from '../testing/writes.ts'

/** Whatever is written, one by one or at once, and whenever it is folded: the rollups sum what the tables hold. */

const database = await openTestDatabase()
const caller = callerOf(database, admin)
const writesOfEach = 240
// Refusals are part of it: whoever has payments cannot be deleted, a watch may be gone or another user's.
const refusals = ['NOT_FOUND', 'CONFLICT', 'BAD_REQUEST']

async function outcomeOf({ procedure, input }: RandomWrite): Promise<string> {
  const call: unknown = procedure
    .split('.')
    .reduce<unknown>((at, name) => Reflect.get(Object(at), name), caller)
  if (typeof call !== 'function') throw new TypeError(`${procedure} is not a procedure`)
  return Promise.resolve(Reflect.apply(call, undefined, [input])).then(
    () => procedure,
    (error: { code?: unknown }) => String(error.code),
  )
}

const fold = () => foldDeltas(database)
const differences = async () =>
  (await database.snapshot((query) => verifyRollups(query))).filter((check) => check.differences > 0)

test.each([2, 4])(
  'world %i: after every kind of write, folded in between, no rollup differs',
  async (seed) => {
    const below = numbers(seed)
    await emptyTables(database)
    await insertWorld(database, busyWorld(below))
    const outcomes = new Set<string>()
    for (let write = 0; write < writesOfEach; write++) {
      outcomes.add(await outcomeOf(randomWrite(below)))
      if (below(10) === 0) await fold()
    }
    expect(await differences()).toEqual([])
    await fold()
    expect(await differences()).toEqual([])
    const done = [...outcomes].filter((outcome) => !refusals.includes(outcome))
    expect(done.sort()).toEqual([...randomWrites].sort())
  },
)

test('writes at once leave no difference, with somebody folding beside them', async () => {
  const below = numbers(3)
  await emptyTables(database)
  await insertWorld(database, busyWorld(below))
  // Twice as many as the pool has connections: all at once would be refused as too many by a slow machine.
  const writer = async () => {
    const outcomes: string[] = []
    for (let write = 0; write < writesOfEach / 20; write++) outcomes.push(await outcomeOf(randomWrite(below)))
    return outcomes
  }
  const folder = async () => {
    for (let time = 0; time < 10; time++) await fold()
    return []
  }
  const outcomes = (await Promise.all([...Array.from({ length: 20 }, writer), folder()])).flat()
  expect(outcomes.filter((outcome) => !outcome.includes('.') && !refusals.includes(outcome))).toEqual([])
  expect(await differences()).toEqual([])
})
