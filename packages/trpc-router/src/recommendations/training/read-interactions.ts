import { Prisma, type Query, rollupRows } from '@streaming/db'
import { type Interactions, interactionsOf, type TitleFeatures } from '@streaming/recommender'
import { z } from 'zod'
import { Count, Id } from '../../procedure/fields/schemas.ts'
import type { MonthlyPlays } from '../evaluation/possible-ranking.ts'

/** What training learns from, with the ids that its indices stand for. */
export interface TrainingData {
  interactions: Interactions
  userIds: string[]
  /** Ascending. */
  titleIds: string[]
  features: TitleFeatures[]
}

/**
 * More than these add hours to nothing: what they have in common is known from fewer. They are spread over all users,
 * and the same each time.
 */
const mostUsers = 50_000
/** So few that a server's requests get their turn in between. */
const usersAtOnce = 200

const userRow = z.object({ id: Id })
const titleRow = z.object({
  id: Id,
  genre: z.string(),
  content_type: z.string(),
  release_year: z.coerce.number(),
})
const watchedRow = z.object({ user_id: Id, content_id: Id, strength: z.number() })

/**
 * Who watched which title, and the most that they saw of it in one play, as a share: plays that were never begun do not
 * count. Read some hundred users at a time.
 */
export async function readInteractions(
  query: Query,
  onProgress?: (share: number) => void,
): Promise<TrainingData> {
  const titles = await query(
    Prisma.sql`SELECT content_id::TEXT AS id, genre, content_type, release_year FROM content ORDER BY content_id`,
    titleRow,
  )
  const titlePlaces = new Map(titles.map(({ id }, place) => [id, place]))
  const users = spread(
    (await query(Prisma.sql`SELECT user_id::TEXT AS id FROM users ORDER BY user_id`, userRow)).map(
      ({ id }) => id,
    ),
  )
  const columns = { users: [] as number[], items: [] as number[], strengths: [] as number[] }
  for (let from = 0; from < users.length; from += usersAtOnce) {
    const ids = users.slice(from, from + usersAtOnce)
    const places = new Map(ids.map((id, place) => [id, from + place]))
    const rows = await query(
      Prisma.sql`
        SELECT w.user_id::TEXT AS user_id, w.content_id::TEXT AS content_id, (MAX(w.progress) / 100)::FLOAT8 AS strength
        FROM watchhistory AS w WHERE w.user_id = ANY(${ids}::INT8[])
        GROUP BY w.user_id, w.content_id HAVING MAX(w.progress) > 0`,
      watchedRow,
    )
    for (const { user_id, content_id, strength } of rows) {
      const title = titlePlaces.get(content_id)
      if (title === undefined) continue // it came since
      columns.users.push(places.get(user_id) ?? 0)
      columns.items.push(title)
      columns.strengths.push(strength)
    }
    onProgress?.(Math.min(1, (from + usersAtOnce) / users.length))
  }
  return {
    interactions: interactionsOf(users.length, titles.length, columns),
    userIds: users,
    titleIds: titles.map(({ id }) => id),
    features: titles.map(({ genre, content_type, release_year }) => ({ genre, content_type, release_year })),
  }
}

function spread(ids: string[]): string[] {
  if (ids.length <= mostUsers) return ids
  return Array.from({ length: mostUsers }, (_, n) => ids[Math.floor((n * ids.length) / mostUsers)] ?? '')
}

const playsRow = z.object({ month: z.string(), content_id: Id, watches: Count })

/** Plays of these titles by month. */
export async function readMonthlyPlays(
  query: Query,
  { titleIds, features }: TrainingData,
): Promise<MonthlyPlays> {
  const rows = await query(
    Prisma.sql`
      SELECT to_char(w.month, 'YYYY-MM-DD') AS month, w.content_id::TEXT AS content_id, SUM(w.watches)::INT8 AS watches
      FROM ${rollupRows('title_months')} AS w GROUP BY w.month, w.content_id ORDER BY w.month`,
    playsRow,
  )
  const months = [...new Set(rows.map(({ month }) => month))]
  const monthPlaces = new Map(months.map((month, place) => [month, place]))
  const titlePlaces = new Map(titleIds.map((id, place) => [id, place]))
  const plays = new Float64Array(months.length * titleIds.length)
  for (const { month, content_id, watches } of rows) {
    const title = titlePlaces.get(content_id)
    if (title !== undefined) plays[(monthPlaces.get(month) ?? 0) * titleIds.length + title] = watches
  }
  return { months, genres: features.map(({ genre }) => genre), plays }
}
