import { foldDeltas, verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { admin, callerOf } from '../testing/index.ts'
import { numbers } from '../testing/oracle/random-world.ts'
import { busyWorld, outcomeOf, randomWrite, randomWrites, refusals } from '../testing/writes.ts'

/** Whatever is written, and whenever it is folded: the rollups sum what the tables hold. */

const database = await openTestDatabase()
const caller = callerOf(database, admin)
const writesOfEach = 240
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
      outcomes.add(await outcomeOf(caller, randomWrite(below)))
      if (below(10) === 0) await fold()
    }
    expect(await differences()).toEqual([])
    await fold()
    expect(await differences()).toEqual([])
    const done = [...outcomes].filter((outcome) => !refusals.includes(outcome))
    expect(done.sort()).toEqual([...randomWrites].sort())
  },
)

test('a title that goes leaves nothing under its genre, though its last watch was deleted after a fold and not folded since', async () => {
  await emptyTables(database)
  await insertWorld(database, busyWorld(numbers(5)))
  const { content_id } = await caller.content.create({
    title: 'Short Stay',
    genre: 'Western',
    release_year: 2020,
    content_type: 'Film',
    rating: 5,
  })
  const { user_id, watch_id } = await caller.watchHistory.create({ user_id: '1', content_id, progress: 50 })
  await fold()
  await caller.watchHistory.delete({ user_id, watch_id })
  await caller.content.delete({ content_id })
  expect(await differences()).toEqual([])
  await fold()
  expect(await differences()).toEqual([])
})
