import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { granularities } from './time/buckets.ts'

/** First day of the bucket that a day `p.day` is in. The first day of the calendar, 0001-01-01, was a Monday. */
export const bucketOfDay = {
  day: Prisma.sql`p.day`,
  week: Prisma.sql`p.day - (p.day - DATE '0001-01-01') % 7`,
  month: Prisma.sql`date_trunc('month', p.day::TIMESTAMP)::DATE`,
} as const

/** Of a question that is by month unless another one is asked for. */
export const granularity = z
  .enum(granularities, 'expected day, week or month')
  .default('month')
  .meta({ description: 'day, week or month.', example: 'month' })
