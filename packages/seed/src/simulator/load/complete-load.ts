import type { Client } from '../../dataset/insert-by-unnest.ts'
import { moveSequence } from '../../dataset/insert-columns.ts'
import type { RowCounts } from '../rows/row-counts.ts'
import { checksumOf } from '../simulation.ts'
import { trueValues } from '../truth/true-values.ts'
import type { World } from '../world.ts'

/** Ends a load whose rows and sums are there, in the caller's transaction: next ids, and the word that the service is whole. */
export async function completeLoad(client: Client, world: World, counts: RowCounts): Promise<void> {
  const highest = {
    subscriptions: ['subscription_id', world.scenario.plans.length],
    content: ['content_id', world.titles.length],
    users: ['user_id', counts.of.users],
    watchhistory: ['watch_id', counts.of.watchhistory],
    paymenthistory: ['payment_id', counts.of.paymenthistory],
  } as const
  for (const [table, [id, to]] of Object.entries(highest)) await moveSequence(client, table, id, String(to))
  await client.query("UPDATE simulations SET state = 'complete', row_count = $2::INT8 WHERE checksum = $1", [
    checksumOf(world),
    counts.total,
  ])
  await client.query(
    `INSERT INTO audit_trail (actor, actor_name, action, entity, entity_id, after_json, request_id)
     VALUES ('command line', 'Command line', 'simulate', 'simulations', $1, $2, 'simulate')`,
    [
      checksumOf(world),
      JSON.stringify({ scenario: world.scenario.name, seed: world.seed, row_count: counts.total }),
    ],
  )
}

/** Says that the tables are being filled, with this simulation and with nothing else. */
export async function beginLoad(client: Client, world: World): Promise<void> {
  for (const word of ['simulations', 'dataset_loads'])
    await client.query(`/* every row: there is one */ DELETE FROM ${word}`)
  await client.query(
    `INSERT INTO simulations (checksum, scenario, seed, state, row_count, true_values)
     VALUES ($1, $2, $3::INT8, 'loading', 0, $4)`,
    [checksumOf(world), JSON.stringify(world.scenario), world.seed, JSON.stringify(trueValues(world))],
  )
}

/** What is told of a rebuild that is part of a load. */
export function summingStage(name: string, done: number, total: number): string {
  return `summing ${name} (${done + 1} of ${total})`
}
