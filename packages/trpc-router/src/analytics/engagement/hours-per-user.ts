import { Prisma, userMonthRows } from '@streaming/db'
import { z } from 'zod'
import { Count, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { month, monthMeant } from './month-meant.ts'

/** How many users watch how much in a month? Every range has a row, 0 where nobody is in it. */
export const HoursPerUser = z
  .object({
    from_hours: z.number(),
    to_hours: z.number().nullable().meta({ description: 'Not included; null: no end' }),
    users: Count,
  })
  .meta({ example: { from_hours: 2, to_hours: 5, users: 12 } })

const edges = [0, 1, 2, 5, 10, 20, 50, 100]

export const hoursPerUser = procedure
  .meta({
    method: 'GET',
    path: '/api/hours-per-user',
    summary: 'Users by the hours they watched in a month',
    description:
      'Users with a watch in the month (UTC), by how many hours they watched in it, of titles whose length is known: somebody who watched others alone is among those of less than an hour. Without a month it is the last whole one with a watch.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(optionalParameters({ month }))
  .output(z.array(HoursPerUser))
  .query(async ({ ctx, input }) => {
    const range = edges.map(
      (hours, index) => Prisma.sql`WHEN u.minutes >= ${hours * 60}::DECIMAL THEN ${index}::INT8`,
    )
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT CASE ${Prisma.join([...range].reverse(), ' ')} END AS place, COUNT(*)::INT8 AS users
        FROM ${userMonthRows(monthMeant(input.month))} AS u
        GROUP BY 1`,
      z.object({ place: z.coerce.number(), users: Count }),
    )
    const users = new Map(rows.map(({ place, users }) => [place, users]))
    return edges.map((from_hours, place) => ({
      from_hours,
      to_hours: edges[place + 1] ?? null,
      users: users.get(place) ?? 0,
    }))
  })
