import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { contentType, genre, type Period, period, plan } from '../../procedure/fields/filters.ts'
import { Day, Id, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { bucketOfDay, granularity } from '../bucket-of-day.ts'
import { fill, filledSeries } from '../filled-series.ts'
import { askOver, monthlyRows } from '../monthly-rows.ts'
import type { Granularity } from '../time/buckets.ts'
import { wholePeriod } from '../time/whole-period.ts'
import {
  minutesOfTitle,
  nothingWatched,
  ViewingMeasures,
  viewingColumns,
  viewingExample,
  viewingSums,
} from '../viewing-measures.ts'
import { ofPlan, ofRowWord, where } from '../where.ts'

/** How much is watched, and how far? Buckets without a watch are left out, or 0 with fill. */
export const ViewingTrend = z
  .object({ date: Day.meta({ description: 'First day of the bucket' }), ...ViewingMeasures })
  .meta({ example: { date: '2024-09-01', ...viewingExample } })

export const viewingTrend = procedure
  .meta({
    method: 'GET',
    path: '/api/viewing-trend',
    summary: 'Watches, hours and completion over time',
    description:
      'What was watched in each bucket, by when it began in UTC. A starter is a watch of more than 0 %, a watcher one of 70 % and more, a completer one of 90 % and more; completion_rate is completers ÷ starters, views are the sum of progress ÷ 100. Hours are those of titles whose length is known: timed_watches says of how many watches. Weeks start on Monday.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(
    optionalParameters({
      ...period,
      granularity,
      genre,
      content_type: contentType,
      plan,
      content_id: Id.optional().describe('Of one title; it has one genre and type.'),
      fill,
    }),
  )
  .output(z.array(ViewingTrend))
  .query(async ({ ctx, input }) => {
    const { content_id, genre, content_type } = input
    const chosen = content_id ?? genre ?? content_type
    // Texts with words are planned for their values: there are too many to keep.
    const ask =
      chosen !== undefined
        ? ctx.analytics.query
        : input.granularity === 'month'
          ? askOver(ctx.analytics, input)
          : ctx.analytics.prepared
    const rows = await ask(
      Prisma.sql`
        SELECT to_char(w.bucket, 'YYYY-MM-DD') AS date, ${viewingSums}
        FROM ${content_id === undefined ? ofAll(input) : ofTitle(content_id, input)} AS w
        ${where(
          ofRowWord('genre', genre),
          ofRowWord('content_type', content_type),
          ofPlan(input.plan, 'w.subscription_id'),
        )}
        GROUP BY w.bucket HAVING SUM(w.watches) <> 0
        ORDER BY w.bucket`,
      ViewingTrend,
    )
    if (!input.fill) return rows
    return filledSeries(
      rows,
      ({ date }) => date,
      input,
      input.granularity,
      (date) => ({
        date,
        ...nothingWatched,
      }),
    )
  })

type Buckets = Period & { granularity: Granularity }

const columns = ['genre', 'content_type', 'subscription_id', ...viewingColumns]

function ofAll({ granularity, ...period }: Buckets): Prisma.Sql {
  const listed = Prisma.raw(columns.join(', '))
  if (granularity === 'month')
    return Prisma.sql`(SELECT b.month AS bucket, ${listed} FROM ${monthlyRows('watch_genre', columns, period)} AS b)`
  const { start_date, end_date } = wholePeriod(period)
  return Prisma.sql`(
    SELECT ${bucketOfDay[granularity]} AS bucket, ${listed}
    FROM ${rollupRows('watch_genre_days')} AS p WHERE p.day >= ${start_date}::DATE AND p.day <= ${end_date}::DATE)`
}

function ofTitle(contentId: string, { granularity, ...period }: Buckets): Prisma.Sql {
  const { start_date, end_date } = wholePeriod(period)
  return Prisma.sql`(
    SELECT w.bucket, c.genre, c.content_type, w.subscription_id, w.watches, w.progress, w.starters, w.watchers, w.completers,
      ${minutesOfTitle}
    FROM (
      SELECT ${bucketOfDay[granularity]} AS bucket, p.content_id, p.subscription_id, p.watches, p.progress, p.starters,
        p.watchers, p.completers
      FROM ${rollupRows('watch_title_days')} AS p
      WHERE p.content_id = ${contentId}::INT8 AND p.day >= ${start_date}::DATE AND p.day <= ${end_date}::DATE
    ) AS w
    JOIN content AS c ON c.content_id = w.content_id)`
}
