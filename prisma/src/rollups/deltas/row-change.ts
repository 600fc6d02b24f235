import type { Prisma } from '../../generated/client.ts'

/** Rows that came, or that went: a table, CTE or query of them with the columns that are counted. */
export interface RowChange {
  sign: 1 | -1
  rows: Prisma.Sql
}

export const came = (rows: Prisma.Sql): RowChange => ({ sign: 1, rows })
export const went = (rows: Prisma.Sql): RowChange => ({ sign: -1, rows })
