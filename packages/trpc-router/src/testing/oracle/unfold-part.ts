import type { Database } from '@streaming/db'

/**
 * Moves watches of chance, and some of their progress, from the rollups by title into deltas, as if they had been recorded
 * since the last fold: of each day, title and plan none, some, all, or more than all, as where watches that a rollup holds
 * were deleted.
 */
export async function unfoldPart(database: Database, below: (n: number) => number): Promise<void> {
  const { rows } = await database.execute(
    `SELECT day::TEXT AS day, content_id::TEXT AS title, subscription_id::TEXT AS plan, watches::INT4 AS watches,
       (progress * 100)::INT4 AS hundredths
     FROM watch_title_days`,
  )
  const since = rows.map(({ watches }) => (below(3) === 0 ? 0 : watches - below(watches + 4)))
  const values = [
    rows.map(({ day }) => day),
    rows.map(({ title }) => title),
    rows.map(({ plan }) => plan),
    since,
    rows.map(({ watches, hundredths }, index) => {
      if (since[index] === 0) return 0
      return (since[index] === watches ? hundredths : hundredths - below(hundredths + 4_000)) / 100
    }),
  ]
  const moved = `
    SELECT * FROM unnest($1::DATE[], $2::INT8[], $3::INT8[], $4::INT8[], $5::DECIMAL[])
      AS u (day, title, plan, watches, progress)`
  const rest = 'watches = r.watches - m.watches, progress = r.progress - m.progress'
  const byMonth = (keys: string) => `
    SELECT date_trunc('month', u.day::TIMESTAMP)::DATE AS month, ${keys}, SUM(u.watches)::INT8 AS watches, SUM(u.progress) AS progress
    FROM (${moved}) AS u GROUP BY month, ${keys}`
  for (const statement of [
    `INSERT INTO watch_deltas (minute, shard, day, content_id, subscription_id, watches, progress, user_id, quarter, percent, starters, watchers, completers)
     SELECT now(), 0, m.*, 1, 0, 0, 0, 0, 0 FROM (${moved}) AS m WHERE m.watches <> 0`,
    `UPDATE watch_title_days AS r SET ${rest} FROM (${moved}) AS m
     WHERE r.day = m.day AND r.content_id = m.title AND r.subscription_id = m.plan`,
    `UPDATE watch_title_months AS r SET ${rest} FROM (${byMonth('title, plan')}) AS m
     WHERE r.month = m.month AND r.content_id = m.title AND r.subscription_id = m.plan`,
    `UPDATE title_months AS r SET ${rest} FROM (${byMonth('title')}) AS m
     WHERE r.month = m.month AND r.content_id = m.title`,
  ])
    await database.execute(statement, values)
  // Where nothing is left a rollup may have a row or none.
  if (below(2) === 0)
    for (const rollup of ['watch_title_days', 'watch_title_months', 'title_months'])
      await database.execute(`DELETE FROM ${rollup} WHERE watches = 0 AND progress = 0`)
}
