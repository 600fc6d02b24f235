import { textFault } from '@streaming/db'
import { z } from 'zod'
import { badRequest } from '../errors.ts'

/** The filters that analytics questions share. */

const word = (what: string, example: string) =>
  z
    .string(`expected ${what}`)
    .trim()
    .min(1, `expected ${what}`)
    .max(200, `expected ${what}`)
    .meta({
      description: `${what[0]?.toUpperCase()}${what.slice(1)}, in any case. One that no row has gives no rows.`,
      example,
    })

const vocabulary = (what: string, example: string) =>
  word(what, example)
    .refine((text) => textFault(text) === undefined, `expected ${what}`)
    .optional()

export const genre = vocabulary('a genre', 'Drama')
export const contentType = vocabulary('a content type', 'Film')
export const plan = vocabulary('the name of a plan', 'Premium').describe(
  'Only what was watched or paid on this plan.',
)

/** Days are inclusive, UTC, within the years that every engine stores. */
const day = (description: string, example: string) =>
  z.iso
    .date('expected a day such as 2024-09-01')
    .refine((text) => text >= '0001-01-01', 'expected a day such as 2024-09-01')
    .meta({ description, example })
    .optional()

export const startDate = day('First day, UTC.', '2024-09-01')
export const endDate = day('Last day, inclusive, UTC.', '2024-11-30')

export function limit(initial: number, most = 1_000) {
  return z
    .int(`expected a whole number from 1 to ${most}`)
    .min(1, `expected a whole number from 1 to ${most}`)
    .max(most, `expected a whole number from 1 to ${most}`)
    .default(initial)
    .meta({ description: `At most this many rows (1 to ${most}).`, example: initial })
}

export const period = { start_date: startDate, end_date: endDate }

export interface Period {
  start_date?: string | undefined
  end_date?: string | undefined
}

/** @throws TRPCError when the end lies before the start */
export function requireOrder({ start_date, end_date }: Period): void {
  if (start_date !== undefined && end_date !== undefined && end_date < start_date)
    throw badRequest('end_date', `expected a day from start_date (${start_date}) on, got "${end_date}"`)
}
