import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { contentType, genre } from '../../procedure/fields/filters.ts'
import { Count, Day, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { dataUntil } from '../overview/data-until.ts'
import { ofWords, where } from '../where.ts'

/** What of the catalogue is watched? Before anything was, data_until is null and all titles are unwatched. */
export const CatalogueHealth = z
  .object({
    titles: Count,
    never_watched: Count,
    unwatched_90_days: Count.meta({ description: 'Not watched in the 90 days up to data_until, or never' }),
    untimed_titles: Count.meta({ description: 'Whose length is not known: they are in no hours' }),
    data_until: Day.nullable(),
  })
  .meta({
    example: {
      titles: 40,
      never_watched: 2,
      unwatched_90_days: 5,
      untimed_titles: 0,
      data_until: '2024-11-30',
    },
  })

export const catalogueHealth = procedure
  .meta({
    method: 'GET',
    path: '/api/catalogue-health',
    summary: 'Titles that nobody watches',
    description:
      'How many titles there are, how many of them were never watched, how many were not in the 90 days up to the last day of the data (today at the latest), and of how many the length is not known.',
    tag: 'Analytics',
    access: 'reports',
    csv: false,
  })
  .input(optionalParameters({ genre, content_type: contentType }))
  .output(CatalogueHealth)
  .query(async ({ ctx, input }) => {
    // Most titles were watched in the whole months among the 90 days: of the others alone the days are read.
    const [health] = await ctx.analytics.prepared(
      Prisma.sql`
        WITH until AS (${dataUntil}), titles AS (
          SELECT c.content_id, c.runtime_minutes FROM content AS c ${where(ofWords(input))}
        ), months AS (
          SELECT m.content_id, SUM(m.watches) AS watches,
            SUM(CASE WHEN m.month > u.day - 90 AND m.month < date_trunc('month', u.day::TIMESTAMP)::DATE THEN m.watches ELSE 0 END) AS recent
          FROM ${rollupRows('title_months')} AS m CROSS JOIN until AS u GROUP BY m.content_id
        ), seen AS (
          SELECT t.runtime_minutes, COALESCE(m.watches, 0) AS watches,
            CASE WHEN COALESCE(m.watches, 0) = 0 THEN 0 WHEN m.recent <> 0 THEN m.recent ELSE (
              SELECT COALESCE(SUM(r.watches), 0) FROM ${rollupRows('watch_title_days')} AS r
              WHERE r.content_id = t.content_id AND r.day > u.day - 90 AND r.day <= u.day
            ) END AS recent
          FROM titles AS t LEFT JOIN months AS m ON m.content_id = t.content_id CROSS JOIN until AS u
        )
        SELECT COUNT(*)::INT8 AS titles, COUNT(CASE WHEN s.watches = 0 THEN 1 END)::INT8 AS never_watched,
          COUNT(CASE WHEN s.recent = 0 THEN 1 END)::INT8 AS unwatched_90_days,
          COUNT(CASE WHEN s.runtime_minutes IS NULL THEN 1 END)::INT8 AS untimed_titles,
          (SELECT to_char(u.day, 'YYYY-MM-DD') FROM until AS u) AS data_until
        FROM seen AS s`,
      CatalogueHealth,
    )
    return (
      health ?? { titles: 0, never_watched: 0, unwatched_90_days: 0, untimed_titles: 0, data_until: null }
    )
  })
