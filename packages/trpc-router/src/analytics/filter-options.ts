import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { answering } from '../answering.ts'
import { optionalParameters, YearMonth } from '../schemas.ts'
import { procedure } from '../trpc.ts'

/** Which values do the filters have in the data? */
export const FilterOptions = z
  .object({
    genres: z.array(z.string()),
    content_types: z.array(z.string()),
    plans: z.array(z.string()),
    months: z.array(YearMonth).meta({ description: 'Months with a watch, newest first' }),
  })
  .meta({
    example: {
      genres: ['Comedy', 'Drama'],
      content_types: ['Film', 'Series'],
      plans: ['Basic', 'Premium'],
      months: ['2024-11', '2024-10'],
    },
  })

export const filterOptions = procedure
  .meta({
    method: 'GET',
    path: '/api/filter-options',
    summary: 'Values of the filters',
    description:
      'The genres, content types and plans that exist, by name, and the months with a watch, newest first.',
    tag: 'Dashboard',
    access: 'reports',
    csv: false,
  })
  .input(optionalParameters({}))
  .query(
    answering(FilterOptions, ({ ctx }) =>
      ctx.database.snapshot(async (query) => {
        const values = async (sql: Prisma.Sql) =>
          (await query(sql, z.object({ value: z.string() }))).map(({ value }) => value)
        return {
          genres: await values(
            Prisma.sql`SELECT genre AS value FROM content GROUP BY genre ORDER BY genre COLLATE "C"`,
          ),
          content_types: await values(
            Prisma.sql`SELECT content_type AS value FROM content GROUP BY content_type ORDER BY content_type COLLATE "C"`,
          ),
          plans: await values(Prisma.sql`SELECT name AS value FROM subscriptions ORDER BY name COLLATE "C"`),
          months: await values(
            Prisma.sql`
              SELECT to_char(w.month, 'YYYY-MM') AS value FROM ${rollupRows('watch_genre_months')} AS w
              GROUP BY w.month HAVING SUM(w.watches) <> 0 ORDER BY w.month DESC`,
          ),
        }
      }),
    ),
  )
