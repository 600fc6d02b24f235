import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Day, optionalParameters, YearMonth } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { dataUntil } from './data-until.ts'

/** Which values do the filters have in the data? */
export const FilterOptions = z
  .object({
    genres: z.array(z.string()),
    content_types: z.array(z.string()),
    plans: z.array(z.string()),
    months: z.array(YearMonth).meta({ description: 'Months with a watch, newest first' }),
    data_until: Day.nullable().meta({
      description: 'Last day up to today on which something was watched or paid; null: none',
    }),
  })
  .meta({
    example: {
      genres: ['Comedy', 'Drama'],
      content_types: ['Film', 'Series'],
      plans: ['Basic', 'Premium'],
      months: ['2024-11', '2024-10'],
      data_until: '2024-11-30',
    },
  })

export const filterOptions = procedure
  .meta({
    method: 'GET',
    path: '/api/filter-options',
    summary: 'Values of the filters',
    description:
      'The genres, content types and plans that exist, by name, the months with a watch, newest first, and the last day up to today on which something was watched or paid.',
    tag: 'Dashboard',
    access: 'reports',
    csv: false,
  })
  .input(optionalParameters({}))
  .output(FilterOptions)
  .query(async ({ ctx }) => {
    const rows = await ctx.analytics.prepared(everyValue, z.object({ filter: z.string(), value: z.string() }))
    const valuesOf = (filter: string) => rows.filter((row) => row.filter === filter).map(({ value }) => value)
    return {
      genres: valuesOf('genre'),
      content_types: valuesOf('content_type'),
      plans: valuesOf('plan'),
      months: valuesOf('month').reverse(),
      data_until: valuesOf('data_until')[0] ?? null,
    }
  })

/** One statement, and so one committed state of the database; by value, ascending. */
const everyValue = Prisma.sql`
  SELECT v.filter, v.value FROM (
    SELECT DISTINCT 'genre' AS filter, genre AS value FROM content
    UNION ALL SELECT DISTINCT 'content_type', content_type FROM content
    UNION ALL SELECT 'plan', name FROM subscriptions
    UNION ALL
    SELECT 'month', to_char(w.month, 'YYYY-MM') FROM ${rollupRows('watch_genre_months')} AS w
    GROUP BY w.month HAVING SUM(w.watches) <> 0
    UNION ALL
    SELECT 'data_until', to_char(u.day, 'YYYY-MM-DD') FROM (${dataUntil}) AS u WHERE u.day IS NOT NULL
  ) AS v
  ORDER BY v.value COLLATE "C"`
