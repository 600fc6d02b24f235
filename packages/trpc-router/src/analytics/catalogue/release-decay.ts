import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { contentType, genre } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { dataUntil } from '../overview/data-until.ts'
import { hoursOf } from '../viewing-measures.ts'
import { ofRowWord, ofWords, where } from '../where.ts'
import { titleWeeks } from './title-weeks.ts'

/** How fast does interest in a title fade? A week that no title has reached within the data has no row. */
export const ReleaseWeek = z
  .object({
    week: Count.meta({ description: 'Weeks since the day of release' }),
    hours: z.number(),
    title_weeks: z
      .number()
      .meta({ description: 'Titles that were so old, each with the part of the week that the data cover' }),
    hours_per_title: z.number().meta({ description: 'hours ÷ title_weeks' }),
  })
  .meta({ example: { week: 0, hours: 90.5, title_weeks: 6, hours_per_title: 15.08 } })

export const releaseDecay = procedure
  .meta({
    method: 'GET',
    path: '/api/release-decay',
    summary: 'Hours by week since release',
    description:
      'Hours watched in each week since the day of release, over all titles whose day of release and length are known, and those hours per title: of a week that lies within the data in part, that part counts. The data go from the first day with a watch to the last one with a watch or payment, today at the latest; watches that are dated later are in the hours.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      genre,
      content_type: contentType,
      weeks: z
        .int('expected a whole number from 1 to 104')
        .min(1, 'expected a whole number from 1 to 104')
        .max(104, 'expected a whole number from 1 to 104')
        .default(26)
        .meta({ description: 'How many weeks (1 to 104).', example: 26 }),
    }),
  )
  .output(z.array(ReleaseWeek))
  .query(({ ctx, input: { weeks, ...words } }) =>
    ctx.analytics.snapshot(async (query) => {
      const [span] = await query(dataSpan, DataSpan)
      if (span?.first == null || span.last === null) return []
      const releases = await query(
        Prisma.sql`
          SELECT to_char(c.released_on, 'YYYY-MM-DD') AS day, COUNT(*)::INT8 AS titles FROM content AS c
          ${where(ofWords(words), Prisma.sql`c.released_on IS NOT NULL`, Prisma.sql`c.runtime_minutes IS NOT NULL`)}
          GROUP BY c.released_on`,
        z.object({ day: z.string(), titles: Count }),
      )
      const rows = await query(
        Prisma.sql`
          SELECT w.week, ${hoursOf(Prisma.sql`SUM(w.minutes)`)} AS hours FROM ${rollupRows('release_weeks')} AS w
          ${where(
            ofRowWord('genre', words.genre),
            ofRowWord('content_type', words.content_type),
            Prisma.sql`w.week >= 0`,
            Prisma.sql`w.week < ${weeks}::INT8`,
          )}
          GROUP BY w.week`,
        z.object({ week: Count, hours: z.coerce.number() }),
      )
      const hours = new Map(rows.map((row) => [row.week, row.hours]))
      return titleWeeks(releases, { first: span.first, last: span.last }, weeks).map(({ week, days }) => {
        const watched = hours.get(week) ?? 0
        return {
          week,
          hours: watched,
          title_weeks: Math.round((days / 7) * 100) / 100,
          hours_per_title: Math.round((Math.round(watched * 100) * 7) / days) / 100,
        }
      })
    }),
  )

const DataSpan = z.object({ first: z.string().nullable(), last: z.string().nullable() })

const firstMonth = Prisma.sql`
  SELECT MIN(m.month) FROM (
    SELECT g.month FROM ${rollupRows('watch_genre_months')} AS g GROUP BY g.month HAVING SUM(g.watches) <> 0) AS m`

/** First and last day of the data; of the first month’s days alone the first is looked for, by the index of days. */
const dataSpan = Prisma.sql`
  SELECT to_char((
    SELECT MIN(d.day) FROM (
      SELECT w.day FROM ${rollupRows('watch_genre_days')} AS w
      WHERE w.day >= (${firstMonth}) AND w.day < ((${firstMonth})::TIMESTAMP + INTERVAL '1 month')::DATE
      GROUP BY w.day HAVING SUM(w.watches) <> 0) AS d
  ), 'YYYY-MM-DD') AS first,
  to_char((SELECT u.day FROM (${dataUntil}) AS u), 'YYYY-MM-DD') AS last`
