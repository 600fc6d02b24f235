import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { type Period, period } from '../../procedure/fields/filters.ts'
import { Count, Day, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { wholePeriod } from '../time/whole-period.ts'

/** How many watch at the same time? Days on which nobody did have no row. */
export const ConcurrentViewers = z
  .object({ date: Day, peak_viewers: Count.meta({ description: 'Most plays that ran at once' }) })
  .meta({ example: { date: '2024-09-01', peak_viewers: 7 } })

export const concurrentViewers = procedure
  .meta({
    method: 'GET',
    path: '/api/concurrent-viewers',
    summary: 'Most plays at once, by day',
    description:
      'A play runs from its beginning until its progress of its title’s length is over. Running plays are counted at each full quarter of an hour, UTC; the peak of a day is the most of its 96 counts. Plays of titles whose length is not known are left out, and so is what is dated before 1970 or after today.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters(period))
  .output(z.array(ConcurrentViewers))
  .query(async ({ ctx, input }) => {
    const days = daysOf(input)
    const rows = await ctx.analytics.prepared(peaks(days), DayRow)
    return peaksOfDays(rows, days)
  })

const quartersOfDay = 96
const dayMs = 86_400_000

/** In days since 1970-01-01, both ends included; the last is today at the latest. */
interface Days {
  from: number
  to: number
}

/** @throws TRPCError when the end lies before the start */
function daysOf(asked: Period): Days {
  const { start_date, end_date } = wholePeriod(asked)
  const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs
  return {
    from: Math.max(0, number(start_date)),
    to: Math.min(Math.floor(Date.now() / dayMs), number(end_date)),
  }
}

const DayRow = z.object({
  day: z.coerce.number(),
  first: z.coerce.number(),
  peak: z.coerce.number(),
  last: z.coerce.number(),
})

/**
 * For each day on which plays began or ended, and as day -1 for all time before: the first quarter of the day at which the number changed,
 * the most, and the number that the day leaves.
 */
function peaks({ from, to }: Days): Prisma.Sql {
  const first = Prisma.sql`${from * quartersOfDay}::INT8`
  const changes = rollupRows('viewer_quarters')
  return Prisma.sql`
    SELECT (r.day_start / ${quartersOfDay}::DECIMAL)::INT8 AS day, (MIN(r.quarter) - r.day_start)::INT8 AS first,
      MAX(r.viewers)::INT8 AS peak, MAX(CASE WHEN r.quarter = r.last THEN r.viewers END)::INT8 AS last
    FROM (
      SELECT q.quarter, q.day_start, SUM(q.viewer_change) OVER (ORDER BY q.quarter) AS viewers,
        MAX(q.quarter) OVER (PARTITION BY q.day_start) AS last
      FROM (
        SELECT v.quarter, v.quarter - v.quarter % ${quartersOfDay}::INT8 AS day_start, SUM(v.viewer_change) AS viewer_change
        FROM ${changes} AS v
        WHERE v.quarter >= ${first} AND v.quarter < ${(to + 1) * quartersOfDay}::INT8 GROUP BY 1
        UNION ALL
        SELECT -1::INT8, ${-quartersOfDay}::INT8, COALESCE(SUM(v.viewer_change), 0)
        FROM ${changes} AS v WHERE v.quarter < ${first}
      ) AS q
    ) AS r
    GROUP BY r.day_start
    ORDER BY r.day_start`
}

/** A day's peak may be what the day before left, until the number first changes. */
function peaksOfDays(rows: readonly z.output<typeof DayRow>[], { to }: Days) {
  const answer: z.output<typeof ConcurrentViewers>[] = []
  let running = 0
  for (const [index, { day, first, peak, last }] of rows.entries()) {
    if (day >= 0) add(day, first > 0 ? Math.max(peak, running) : peak)
    running = last
    // Whole days in which the same plays go on.
    const next = rows[index + 1]?.day ?? to + 1
    if (running > 0 && day >= 0) for (let quiet = day + 1; quiet < next; quiet++) add(quiet, running)
  }
  return answer

  function add(day: number, peak_viewers: number) {
    if (peak_viewers > 0)
      answer.push({ date: new Date(day * dayMs).toISOString().slice(0, 10), peak_viewers })
  }
}
