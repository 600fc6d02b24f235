import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { ofWords, where } from '../../analytics/where.ts'
import { Id } from '../../procedure/fields/schemas.ts'
import { seenTitles } from './seen-titles.ts'
import { TitleOf } from './title-of.ts'

/**
 * Titles of the history, the last ones watched, that a recommendation is made of: what was long ago says less, and costs time. A
 * number in the statement's text, by which the planner knows how few titles' neighbours are to be read.
 */
const historyRead = Prisma.raw('60')
/** Titles that are named as the reason. */
const reasons = 2

export interface Asked {
  user_id: string
  genre?: string | undefined
  content_type?: string | undefined
  limit: number
}

const row = TitleOf.extend({
  score: z.number(),
  because_id: Id.nullable(),
  because_title: z.string().nullable(),
})

export type Recommended = z.output<typeof TitleOf> & {
  score: number
  because: { content_id: string; title: string }[]
}

/**
 * What the current model makes of the user's history as it is at this moment: a score is the sum of the weights to a
 * title from those that were watched. One statement, so that it sees one model, whole. Nothing without a model or
 * without a history that says something. Reasons are looked up only for the titles that are best; keeping each part of
 * every score until then took half of the time.
 */
export async function recommendedTitles(query: Query, asked: Asked): Promise<Recommended[]> {
  const rows = await query(
    Prisma.sql`
      WITH seen AS (${seenTitles(asked.user_id)}),
      history AS (
        SELECT m.model_version, s.content_id, CASE m.weighting WHEN 'any' THEN 1 ELSE s.seen::FLOAT8 / 100 END AS strength
        FROM recommendation_models AS m CROSS JOIN seen AS s
        WHERE m.state = 'current' AND s.seen > 0
        ORDER BY s.last_on DESC, s.content_id LIMIT ${historyRead}
      ),
      scored AS (
        SELECT n.neighbour_id, SUM(n.weight * h.strength) AS score
        FROM history AS h
        JOIN title_neighbours AS n ON n.model_version = h.model_version AND n.content_id = h.content_id
        GROUP BY n.neighbour_id HAVING SUM(n.weight * h.strength) > 0
      ),
      best AS (
        SELECT c.content_id, c.title, c.genre, c.content_type, c.release_year, s.score
        FROM scored AS s JOIN content AS c ON c.content_id = s.neighbour_id
        ${where(
          Prisma.sql`NOT EXISTS (SELECT 1 FROM seen AS o WHERE o.content_id = c.content_id AND o.left_out)`,
          ofWords(asked),
        )}
        ORDER BY s.score DESC, c.content_id LIMIT ${asked.limit}::INT8
      ),
      reasons AS (
        SELECT p.neighbour_id, p.content_id,
          ROW_NUMBER() OVER (PARTITION BY p.neighbour_id ORDER BY p.part DESC, p.content_id) AS place
        FROM (
          -- As a value, so that it is looked up by its key: a join would read all neighbours of the history again.
          SELECT b.content_id AS neighbour_id, h.content_id, h.strength * (
            SELECT n.weight FROM title_neighbours AS n
            WHERE n.model_version = h.model_version AND n.content_id = h.content_id AND n.neighbour_id = b.content_id
          ) AS part
          FROM best AS b CROSS JOIN history AS h
        ) AS p
        WHERE p.part > 0
      )
      SELECT b.content_id::TEXT AS content_id, b.title, b.genre, b.content_type, b.release_year, b.score,
        r.content_id::TEXT AS because_id, c.title AS because_title
      FROM best AS b
      LEFT JOIN reasons AS r ON r.neighbour_id = b.content_id AND r.place <= ${reasons}::INT8
      LEFT JOIN content AS c ON c.content_id = r.content_id
      ORDER BY b.score DESC, b.content_id, r.place`,
    row,
  )
  const titles: Recommended[] = []
  for (const { because_id, because_title, ...title } of rows) {
    if (titles.at(-1)?.content_id !== title.content_id) titles.push({ ...title, because: [] })
    if (because_id !== null && because_title !== null)
      titles.at(-1)?.because.push({ content_id: because_id, title: because_title })
  }
  return titles
}
