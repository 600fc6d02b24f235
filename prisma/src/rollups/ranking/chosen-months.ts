import { Prisma } from '../../generated/client.ts'

/** The first day of one month, or what is true of a column of such days. */
export type ChosenMonths = string | ((column: Prisma.Sql) => Prisma.Sql)

/** Whether the column, of first days of months, holds one that is chosen. */
export function amongMonths(months: ChosenMonths, column: string): Prisma.Sql {
  return typeof months === 'string'
    ? Prisma.sql`${Prisma.raw(column)} = ${months}::DATE`
    : months(Prisma.raw(column))
}

/** A query of the chosen months that have watches. One is named, not looked for, so that the planner knows it. */
export function eachMonth(months: ChosenMonths): Prisma.Sql {
  return typeof months === 'string'
    ? Prisma.sql`SELECT ${months}::DATE AS month`
    : Prisma.sql`SELECT DISTINCT g.month FROM watch_genre_months AS g WHERE ${amongMonths(months, 'g.month')}`
}
