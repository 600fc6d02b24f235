import { Prisma, type Query, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { ofWords, where } from '../../analytics/where.ts'
import type { Asked } from './recommended-titles.ts'
import { seenTitles } from './seen-titles.ts'
import { TitleOf } from './title-of.ts'

const row = TitleOf.extend({ liked: z.boolean() })

/**
 * The titles that most is watched now, which is in the last two months that anything was, of the genre that the user
 * watched most of first, then of the others; titles that nobody watched yet come last, the newest first, so that no
 * catalogue leaves a list empty. What the user finished or abandoned is left out.
 * @param except content_ids that are in the list already
 * @returns `liked`: it is of the user's genre
 */
export function popularTitles(
  query: Query,
  asked: Asked,
  except: readonly string[],
): Promise<z.output<typeof row>[]> {
  return query(
    Prisma.sql`
      WITH seen AS (${seenTitles(asked.user_id)}),
      taste AS (
        SELECT c.genre FROM seen AS s JOIN content AS c ON c.content_id = s.content_id
        GROUP BY c.genre HAVING SUM(s.seen) > 0 ORDER BY SUM(s.seen) DESC, c.genre LIMIT 1
      ),
      recent AS (
        SELECT w.content_id, SUM(w.watches) AS watches FROM ${rollupRows('title_months')} AS w
        WHERE w.month >= (
          SELECT (MAX(g.month) - INTERVAL '1 month')::DATE FROM ${rollupRows('watch_genre_months')} AS g WHERE g.watches > 0)
        GROUP BY w.content_id
      )
      SELECT c.content_id::TEXT AS content_id, c.title, c.genre, c.content_type, c.release_year,
        c.genre IN (SELECT genre FROM taste) AS liked
      FROM content AS c LEFT JOIN recent AS r ON r.content_id = c.content_id
      ${where(
        Prisma.sql`NOT EXISTS (SELECT 1 FROM seen AS o WHERE o.content_id = c.content_id AND o.left_out)`,
        Prisma.sql`NOT (c.content_id = ANY(${except}::INT8[]))`,
        ofWords(asked),
      )}
      ORDER BY liked DESC, COALESCE(r.watches, 0) DESC, c.release_year DESC, c.content_id
      LIMIT ${asked.limit - except.length}::INT8`,
    row,
  )
}
