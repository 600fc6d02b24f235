import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { Count, Ratio } from '../procedure/fields/schemas.ts'
import { ratio } from './ratio.ts'

/** What was watched, by Netflix’s published terms (docs/metrics.md). */
export const ViewingMeasures = {
  watches: Count,
  views: z.coerce.number().meta({ description: 'Sum of progress ÷ 100' }),
  hours: z.coerce.number().meta({ description: 'Of titles whose length is known' }),
  timed_watches: Count.meta({ description: 'Watches of titles whose length is known' }),
  starters: Count.meta({ description: 'Watches of more than 0 %' }),
  watchers: Count.meta({ description: 'Watches of 70 % and more' }),
  completers: Count.meta({ description: 'Watches of 90 % and more' }),
  completion_rate: Ratio.meta({ description: 'completers ÷ starters' }),
}

export const viewingExample = {
  watches: 24,
  views: 15.62,
  hours: 17.9,
  timed_watches: 24,
  starters: 23,
  watchers: 14,
  completers: 12,
  completion_rate: 0.5217,
}

/** Of a bucket in which nothing was watched. */
export const nothingWatched = {
  watches: 0,
  views: 0,
  hours: 0,
  timed_watches: 0,
  starters: 0,
  watchers: 0,
  completers: 0,
  completion_rate: null,
}

/** The columns that are summed. */
export const viewingColumns = [
  'watches',
  'progress',
  'minutes',
  'timed_watches',
  'starters',
  'watchers',
  'completers',
] as const

/** Hours of some minutes, to two decimals. */
export function hoursOf(minutes: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`ROUND(${minutes} / 60::DECIMAL, 2)`
}

/** The measures of rows `w` with these columns, summed. */
export const viewingSums = Prisma.sql`
  SUM(w.watches)::INT8 AS watches, ROUND(SUM(w.progress) * 0.01, 2) AS views, ${hoursOf(Prisma.sql`SUM(w.minutes)`)} AS hours,
  SUM(w.timed_watches)::INT8 AS timed_watches, SUM(w.starters)::INT8 AS starters, SUM(w.watchers)::INT8 AS watchers,
  SUM(w.completers)::INT8 AS completers, ${ratio(Prisma.sql`SUM(w.completers)`, Prisma.sql`SUM(w.starters)`)} AS completion_rate`

/** What rows of a title’s rollups `w` lack beside its row `c`. */
export const minutesOfTitle = Prisma.sql`
  w.progress * COALESCE(c.runtime_minutes, 0)::DECIMAL * 0.01 AS minutes,
  CASE WHEN c.runtime_minutes IS NULL THEN 0::INT8 ELSE w.watches END AS timed_watches`
