export type Run = (sql: string) => Promise<{ rowCount: number | null }>

/** Rows a statement deletes: what a database that keeps every version of a row digests at once. */
const deletedAtOnce = 10_000

/** Nothing refers to these, and they are the large ones. */
const leaves = [
  'reviews',
  'watchhistory',
  'paymenthistory',
  'idempotency_keys',
  'title_neighbours',
  'recommendation_models',
]

/** Those that others refer to, with their keys: members' sessions and keys go with their users. */
const referredTo = { users: 'user_id', content: 'content_id', subscriptions: 'subscription_id' }

/**
 * Empties the tables of the service. Operators, their keys and the audit trail stay. Sums, and
 * the word on what the tables hold, are the caller's.
 */
export async function clearService(run: Run): Promise<void> {
  for (const table of leaves) await run(`TRUNCATE TABLE ${table}`)
  for (const [table, key] of Object.entries(referredTo)) {
    const sql = `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} ORDER BY ${key} LIMIT ${deletedAtOnce})`
    while ((await run(sql)).rowCount === deletedAtOnce) {
      // until fewer are left
    }
  }
}
