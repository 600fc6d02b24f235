import { type Query, rebuildRollups } from '@streaming/db'
import { type Client, moveSequence } from '../../insert-columns.ts'
import type { RowCounts } from '../row-counts.ts'
import { checksumOf } from '../simulation.ts'
import type { World } from '../world.ts'

/** Makes the service whole, in the caller's transaction: sums, next ids, and the word that it is. */
export async function completeLoad(
  client: Client,
  query: Query,
  world: World,
  counts: RowCounts,
  onStage: (stage: string) => void,
): Promise<void> {
  const highest = {
    subscriptions: ['subscription_id', world.scenario.plans.length],
    content: ['content_id', world.titles.length],
    users: ['user_id', counts.of.users],
    watchhistory: ['watch_id', counts.of.watchhistory],
    paymenthistory: ['payment_id', counts.of.paymenthistory],
  } as const
  for (const [table, [id, to]] of Object.entries(highest)) await moveSequence(client, table, id, String(to))
  await rebuildRollups(query, (name, done, total) => onStage(`summing ${name} (${done + 1} of ${total})`))
  await client.query("UPDATE simulations SET state = 'complete', row_count = $2::INT8 WHERE checksum = $1", [
    checksumOf(world),
    counts.total,
  ])
  await client.query(
    `INSERT INTO audit_trail (actor, actor_name, action, entity, entity_id, after_json, request_id)
     VALUES ('command line', 'command line', 'simulate', 'simulations', $1, $2, 'simulate')`,
    [
      checksumOf(world),
      JSON.stringify({ scenario: world.scenario.name, seed: world.seed, row_count: counts.total }),
    ],
  )
}

/** Says that the tables are being filled, with this simulation and no other. */
export async function beginLoad(client: Client, world: World): Promise<void> {
  await client.query('DELETE FROM simulations')
  await client.query(
    "INSERT INTO simulations (checksum, scenario, seed, state, row_count) VALUES ($1, $2, $3::INT8, 'loading', 0)",
    [checksumOf(world), JSON.stringify(world.scenario), world.seed],
  )
}
