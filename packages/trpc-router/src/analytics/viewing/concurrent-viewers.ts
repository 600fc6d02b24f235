import { Prisma, viewerDayRows } from '@streaming/db'
import { z } from 'zod'
import { type Period, period } from '../../procedure/fields/filters.ts'
import { Count, Day, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { fill, filledSeries } from '../filled-series.ts'
import { wholePeriod } from '../time/whole-period.ts'

/** How many watch at the same time? Days on which nobody did are left out, or 0 with fill. */
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
  .input(optionalParameters({ ...period, fill }))
  .output(z.array(ConcurrentViewers))
  .query(async ({ ctx, input }) => {
    const days = daysOf(input)
    const rows = peaksOfDays(await ctx.analytics.prepared(changesOfDays(days), DayRow), days)
    if (!input.fill) return rows
    const empty = (date: string) => ({ date, peak_viewers: 0 })
    return filledSeries(rows, ({ date }) => date, input, 'day', empty)
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
  rise: z.coerce.number(),
  change: z.coerce.number(),
})

/** Days on which the number of running plays changes; all time before is day -1. */
function changesOfDays({ from, to }: Days): Prisma.Sql {
  const first = Prisma.sql`${from * quartersOfDay}::INT8`
  const rows = viewerDayRows()
  return Prisma.sql`
    SELECT (v.day_start / ${quartersOfDay}::DECIMAL)::INT8 AS day, v.first_quarter - v.day_start AS first, v.rise, v.viewer_change AS change
    FROM ${rows} AS v WHERE v.day_start >= ${first} AND v.day_start <= ${to * quartersOfDay}::INT8
    UNION ALL
    SELECT -1, 0, 0, COALESCE(SUM(v.viewer_change), 0)::INT8 FROM ${rows} AS v WHERE v.day_start < ${first}
    ORDER BY 1`
}

/** The most of each day; until the number first changes on it, as many run as the day before left. Pure. */
function peaksOfDays(rows: readonly z.output<typeof DayRow>[], { from, to }: Days) {
  const answer: z.output<typeof ConcurrentViewers>[] = []
  let running = 0
  for (const [index, { day, first, rise, change }] of rows.entries()) {
    if (day >= 0) add(day, running + (first > 0 ? Math.max(0, rise) : rise))
    running += change
    // Whole days in which the same plays go on.
    const next = rows[index + 1]?.day ?? to + 1
    if (running > 0) for (let quiet = Math.max(day + 1, from); quiet < next; quiet++) add(quiet, running)
  }
  return answer

  function add(day: number, peak_viewers: number) {
    if (peak_viewers > 0)
      answer.push({ date: new Date(day * dayMs).toISOString().slice(0, 10), peak_viewers })
  }
}
