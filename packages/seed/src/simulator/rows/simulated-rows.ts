import { simulateUsers } from '../users/simulate-users.ts'
import type { World } from '../world.ts'
import { batchRows, commonRows, RowNumbers, type Rows } from './table-rows.ts'

/** Rows handed over at a time: enough for a database to be busy with, and few enough to hold two of them. */
const plays = 10_000

/** All rows of a simulated service as its tables take them, some users at a time; plans and titles come first. */
export function* simulatedRows(world: World): Generator<Rows> {
  const numbers = new RowNumbers()
  yield commonRows(world)
  for (const batch of simulateUsers(world, { plays })) yield batchRows(batch, numbers)
}
