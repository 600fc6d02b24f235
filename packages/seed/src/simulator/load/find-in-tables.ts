import { OperatorError } from '@streaming/db'
import type { Client } from '../../dataset/insert-by-unnest.ts'
import { checksumOf } from '../simulation.ts'
import type { World } from '../world.ts'

/** How the tables stand before a load. */
export type Found = 'empty' | 'this simulation' | 'half a simulation'

/** @throws OperatorError when the tables hold anything else and are not to be emptied */
export async function findInTables(client: Client, world: World, reset: boolean): Promise<Found> {
  const { rows } = await client.query('SELECT checksum, state FROM simulations')
  if (rows.some(({ state }) => state === 'loading')) return 'half a simulation'
  if (reset) return 'empty'
  if (rows.some(({ checksum }) => checksum === checksumOf(world))) return 'this simulation'
  const { rows: counts } = await client.query(
    `SELECT (SELECT COUNT(*) FROM users) AS users, (SELECT COUNT(*) FROM content) AS titles,
            (SELECT COUNT(*) FROM subscriptions) AS plans`,
  )
  const { users, titles, plans } = counts[0]
  if (Number(users) + Number(titles) + Number(plans) === 0) return 'empty'
  throw new OperatorError(
    `The database holds a service already: ${users} users, ${titles} titles, ${plans} plans. Nothing was changed; with --reset the simulated one replaces it.`,
  )
}
