import { foldDeltas, verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { numbers } from '../oracle/random-world.ts'
import { admin, callerOf } from '../testing.ts'
import { busyWorld, type RandomWrite, randomWrite, randomWrites } from '../testing-writes.ts'

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

const fold = () => database.transaction((_client, query) => foldDeltas(query))
const differences = async () =>
  (await database.snapshot((query) => verifyRollups(query))).filter((check) => check.differences > 0)

test.each([1, 2])(
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
  const writes = Array.from({ length: writesOfEach }, () => outcomeOf(randomWrite(below)))
  const outcomes = (await Promise.all([...writes, ...Array.from({ length: 10 }, fold)])).filter(Boolean)
  expect(outcomes.filter((outcome) => !outcome?.includes('.') && !refusals.includes(outcome ?? ''))).toEqual(
    [],
  )
  expect(await differences()).toEqual([])
})
