import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { type Period, period, requireOrder } from '../../procedure/fields/filters.ts'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { canonicalZone, isZone, offsetSpans, quarterOfDay } from '../time/offset-spans.ts'
import { hoursOf } from '../viewing-measures.ts'

/** At which hours of the week is watched? All 168 have a row; one in which nothing was watched is 0. */
export const ViewingHour = z
  .object({
    weekday: z.int().min(1).max(7).meta({ description: '1 is Monday, 7 Sunday' }),
    hour: z.int().min(0).max(23).meta({ description: 'Of the zone’s clocks' }),
    watches: Count,
    hours: z.number().meta({ description: 'Hours watched, of titles whose length is known' }),
  })
  .meta({ example: { weekday: 5, hour: 20, watches: 31, hours: 24.5 } })

const zone = z
  .string('expected an IANA zone such as Europe/Berlin')
  .max(64, 'expected an IANA zone such as Europe/Berlin')
  .refine(isZone, 'expected an IANA zone such as Europe/Berlin')
  .default('UTC')
  .meta({ description: 'IANA zone whose clocks, and days, are meant.', example: 'Europe/Berlin' })

export const viewingHours = procedure
  .meta({
    method: 'GET',
    path: '/api/viewing-hours',
    summary: 'Watches by weekday and hour',
    description:
      'Watches that began in each hour of the week, and the hours watched in them, by the clocks of the zone on that day: across a change of clocks an hour may hold none, or twice as many. The days of the period are those of the zone. What is dated before 1970 or after today is left out.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ ...period, zone }))
  .output(z.array(ViewingHour))
  .query(({ ctx, input }) =>
    ctx.analytics.snapshot(async (query) => {
      const zone = canonicalZone(input.zone)
      const meant = quartersOf({ ...input, zone })
      const [held] = await query(
        Prisma.sql`
          SELECT MIN(q.quarter)::INT8 AS first, MAX(q.quarter)::INT8 AS last FROM ${rollupRows('watch_quarters')} AS q
          WHERE q.quarter >= ${meant.from}::INT8 AND q.quarter < ${meant.to}::INT8`,
        z.object({ first: z.coerce.number().nullable(), last: z.coerce.number().nullable() }),
      )
      if (held?.first == null || held.last === null) return hoursOfWeek([])
      const spans = offsetSpans(zone, held.first, held.last + 1)
      return hoursOfWeek(await query(watchedInSpans(spans), SlotRow))
    }),
  )

const quartersOfDay = 96
const quarterMs = 900_000

/** @throws TRPCError when the end lies before the start */
function quartersOf({ zone, ...asked }: Period & { zone: string }): { from: number; to: number } {
  requireOrder(asked)
  const { start_date, end_date } = asked
  const dayAfter = (day: string) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + quartersOfDay * quarterMs).toISOString().slice(0, 10)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())
  const last = quarterOfDay(zone, dayAfter(today))
  const isPast = (day: string) => Date.parse(`${day}T00:00:00Z`) < last * quarterMs
  const from = start_date === undefined ? 0 : isPast(start_date) ? quarterOfDay(zone, start_date) : last
  const to = end_date === undefined || !isPast(end_date) ? last : quarterOfDay(zone, dayAfter(end_date))
  return { from: Math.max(0, from), to: Math.min(last, to) }
}

const SlotRow = z.object({ slot: z.coerce.number(), watches: Count, hours: z.coerce.number() })

/** 1 January 1970 was a Thursday: Monday lay three days before. */
const sinceMonday = Prisma.sql`288`
const quartersOfWeek = Prisma.sql`672`

/** By the first quarter of each hour of the week, from Monday on. */
function watchedInSpans(spans: readonly { from: number; to: number; offset: number }[]): Prisma.Sql {
  return Prisma.sql`
    SELECT h.slot - h.slot % 4 AS slot, SUM(h.watches)::INT8 AS watches, ${hoursOf(Prisma.sql`SUM(h.minutes)`)} AS hours
    FROM (
      SELECT (q.quarter + s.ahead + ${sinceMonday}) % ${quartersOfWeek} AS slot, q.watches, q.minutes
      FROM unnest(
        ${spans.map(({ from }) => String(from))}::INT8[], ${spans.map(({ to }) => String(to))}::INT8[],
        ${spans.map(({ offset }) => String(offset))}::INT8[]
      ) AS s (first, next, ahead)
      JOIN ${rollupRows('watch_quarters')} AS q ON q.quarter >= s.first AND q.quarter < s.next
    ) AS h
    GROUP BY 1`
}

function hoursOfWeek(rows: readonly z.output<typeof SlotRow>[]): z.output<typeof ViewingHour>[] {
  const bySlot = new Map(rows.map(({ slot, watches, hours }) => [slot / 4, { watches, hours }]))
  return Array.from({ length: 168 }, (_, hour) => ({
    weekday: Math.floor(hour / 24) + 1,
    hour: hour % 24,
    ...(bySlot.get(hour) ?? { watches: 0, hours: 0 }),
  }))
}
