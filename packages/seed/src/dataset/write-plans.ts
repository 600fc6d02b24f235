import { OperatorError } from '@streaming/db'
import { type Dataset, fileName, type TableName } from './dataset.ts'
import type { Client } from './insert-by-unnest.ts'
import { insertColumns } from './insert-columns.ts'

/**
 * Writes plans. One of the same name, price and features is the same plan; any other of that name is a conflict.
 * @returns the id of the plan at a position, counted from 1
 */
export async function writePlans(
  client: Client,
  { subscriptions }: Dataset,
): Promise<(position: number) => string> {
  const names = subscriptions.map(({ name }) => name)
  const { rows } = await client.query(
    'SELECT subscription_id::TEXT AS id, name, price::TEXT AS price, features FROM subscriptions WHERE name = ANY($1::TEXT[])',
    [names],
  )
  const known = new Map(rows.map((row) => [String(row.name), row]))
  for (const [index, plan] of subscriptions.entries()) {
    const before = known.get(plan.name)
    if (
      before === undefined ||
      (Number(before.price) === Number(plan.price) && before.features === plan.features)
    )
      continue
    throw conflict(
      'subscriptions',
      index,
      `the database has a plan ${JSON.stringify(plan.name)} with another price or other features`,
    )
  }
  const added = subscriptions.filter(({ name }) => !known.has(name))
  const id = await insertColumns(client, 'subscriptions', 'subscription_id', added)
  const ids = subscriptions.map((plan) => String(known.get(plan.name)?.id ?? id(added.indexOf(plan) + 1)))
  return (position) => ids[position - 1] ?? ''
}

/** What is said of a row that cannot stand beside what is there. */
export function conflict(table: TableName, index: number, reason: string): OperatorError {
  return new OperatorError(
    `${fileName(table)}, row ${index + 1}: ${reason}. Nothing was loaded; with --reset the data set replaces what is there.`,
  )
}
