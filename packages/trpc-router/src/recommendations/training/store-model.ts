import { type Database, Prisma, type Query } from '@streaming/db'
import type { Training } from '@streaming/recommender'
import { z } from 'zod'
import { Count, Id } from '../../procedure/fields/schemas.ts'
import type { TrainingData } from './read-interactions.ts'

const nothing = z.never()
const rowsAtOnce = 5_000
/** What a database that keeps every version of a row digests at once. */
const deletedAtOnce = 20_000

/**
 * Writes a trained model and makes it the current one. Its neighbours are written some thousand at a time under a
 * version that no reader looks at; one transaction then turns all readers to it. What is left of other versions, also
 * of trainings that died, is deleted after that.
 * @returns its version
 */
export async function storeModel(
  database: Database,
  { interactions, titleIds }: TrainingData,
  { settings, weights, neighbourCount, kept, quality }: Training,
  seconds: number,
  onProgress?: (share: number) => void,
): Promise<string> {
  const { model, weighting, ...chosen } = settings
  const users = interactions.starts.filter(
    (start, user) => user > 0 && start > (interactions.starts[user - 1] ?? 0),
  ).length
  const version = await database.sqlTransaction(async (_client, query) => {
    const [row] = await query(
      Prisma.sql`
        INSERT INTO recommendation_models
          (state, model, weighting, settings, seconds, users, titles, interactions, neighbours, quality)
        VALUES ('writing', ${model}, ${weighting}, ${JSON.stringify(chosen)}, ${seconds}::DECIMAL(12, 3),
          ${users}::INT8, ${titleIds.length}::INT8, ${interactions.items.length}::INT8, ${neighbourCount}::INT8,
          ${JSON.stringify({ kept, rankings: quality })})
        RETURNING model_version::TEXT AS model_version`,
      z.object({ model_version: Id }),
    )
    if (row === undefined) throw new Error('RETURNING gives the row that was written')
    return row.model_version
  })
  const from = new Int32Array(weights.neighbours.length)
  for (let title = 0; title < weights.itemCount; title++)
    from.fill(title, weights.starts[title] ?? 0, weights.starts[title + 1] ?? 0)
  const idOf = (title: number) => titleIds[title] ?? ''
  for (let at = 0; at < from.length; at += rowsAtOnce) {
    const to = Math.min(at + rowsAtOnce, from.length)
    await database.sqlTransaction((_client, query) =>
      query(
        Prisma.sql`
          INSERT INTO title_neighbours (model_version, content_id, neighbour_id, weight)
          SELECT ${version}::INT8, t.content_id, t.neighbour_id, t.weight
          FROM unnest(
            ${Array.from(from.subarray(at, to), idOf)}::INT8[],
            ${Array.from(weights.neighbours.subarray(at, to), idOf)}::INT8[],
            ${Array.from(weights.weights.subarray(at, to))}::FLOAT8[]
          ) AS t(content_id, neighbour_id, weight)`,
        nothing,
      ),
    )
    onProgress?.(to / from.length)
  }
  await database.sqlTransaction((_client, query) => makeCurrent(query, version, from.length))
  // The model is served already; what is left of others goes at the next training.
  await clearAway(database, version).catch(() => {})
  return version
}

async function makeCurrent(query: Query, version: string, neighbours: number): Promise<void> {
  const made = await query(
    Prisma.sql`
      UPDATE recommendation_models SET state = 'current', trained_at = now() WHERE model_version = ${version}::INT8
      RETURNING model_version::TEXT AS model_version`,
    z.object({ model_version: Id }),
  )
  const [there] = await query(
    Prisma.sql`SELECT COUNT(*) AS count FROM title_neighbours WHERE model_version = ${version}::INT8`,
    z.object({ count: Count }),
  )
  // By a reset of the data, or by a training that took the lease of this one, which had stood still too long.
  if (made.length === 0 || there?.count !== neighbours)
    throw new Error('the model was taken away while it was written; it is not served')
  await query(Prisma.sql`DELETE FROM recommendation_models WHERE model_version <> ${version}::INT8`, nothing)
}

async function clearAway(database: Database, version: string): Promise<void> {
  const { rows } = await database.execute(
    'SELECT DISTINCT model_version::TEXT AS model_version FROM title_neighbours',
  )
  for (const { model_version: other } of z.array(z.object({ model_version: Id })).parse(rows)) {
    if (other === version) continue
    const sql = `DELETE FROM title_neighbours WHERE model_version = $1::INT8 AND (content_id, neighbour_id) IN (
      SELECT content_id, neighbour_id FROM title_neighbours WHERE model_version = $1::INT8 LIMIT ${deletedAtOnce})`
    while (((await database.execute(sql, [other])).rowCount ?? 0) > 0) {
      // until none is left
    }
  }
  // Readers plan by what the table holds; on CockroachDB statistics are the database's own affair.
  if ((await database.engine()) !== 'cockroachdb') await database.execute('ANALYZE title_neighbours')
}
