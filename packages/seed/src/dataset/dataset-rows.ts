import { isEmail, nameFault, textFault } from '@streaming/db'
import { z } from 'zod'

/** The rows of a data set, as its files hold them. Parsed once here, trusted after. */

function fits(faultOf: (text: string) => string | undefined) {
  return (given: string, context: z.RefinementCtx<string>) => {
    const fault = faultOf(given)
    if (fault !== undefined) context.addIssue({ code: 'custom', message: `expected text ${fault}` })
  }
}

const text = z.string('expected text').superRefine(fits(textFault))
/** Names and titles: what people see and tell apart. */
const words = z
  .string('expected text')
  .trim()
  .min(1, 'expected some text')
  .max(500, 'expected at most 500 characters')
  .superRefine(fits(nameFault))

const position = z.int('expected a whole number').min(1, 'expected a position from 1')

const money = z
  .union([z.number(), z.string()], 'expected an amount in USD')
  .transform(String)
  .pipe(
    z
      .string()
      .regex(/^\d{1,8}(\.\d{1,2})?$/, 'expected an amount in USD, not negative, with at most two decimals'),
  )

/** Fractions that the column's scale holds, so that nothing is rounded away in silence. */
function decimals(value: number, places: number): boolean {
  return Number.isInteger(Math.round(value * 10 ** (places + 5)) / 1e5)
}

const rating = z
  .number('expected 0 to 10')
  .min(0, 'expected 0 to 10')
  .max(10, 'expected 0 to 10')
  .refine((value) => decimals(value, 1), 'expected at most one decimal')

const zoned = /(Z|[+-]\d\d:?\d\d)$/i
const instantForm = /^(\d{4})-(\d\d)-(\d\d)([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/i

/** An instant; without a zone it is UTC. Parsed to ISO 8601 with milliseconds. */
const instant = z.string('expected an instant such as 2024-09-22T07:53:29Z').transform((given, context) => {
  const [, year, month, day, time] = instantForm.exec(given) ?? []
  const text =
    time === undefined ? `${given}T00:00:00Z` : `${given.replace(' ', 'T')}${zoned.test(given) ? '' : 'Z'}`
  const date = new Date(text)
  const exists = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day)
  // Years that every engine stores and ISO 8601 writes with four digits.
  if (!exists || Number.isNaN(date.getTime()) || !/^(?!0000)\d{4}-/.test(date.toISOString())) {
    context.addIssue({ code: 'custom', message: 'expected an instant such as 2024-09-22T07:53:29Z' })
    return z.NEVER
  }
  return date.toISOString()
})

const day = z
  .string('expected a day such as 2024-09-22')
  .regex(/^(?!0000)\d{4}-\d\d-\d\d$/, 'expected a day such as 2024-09-22')
  .pipe(z.iso.date('expected a day such as 2024-09-22'))

/** A column that a file, or a row of it, may be without: null then. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null)
}

export const rowSchemas = {
  subscriptions: z.object({
    name: words,
    price: money,
    features: z.union(
      [text, z.array(text).transform((items) => items.join(', '))],
      'expected text or a list of texts',
    ),
  }),
  users: z.object({
    name: words,
    email: words.toLowerCase().refine(isEmail, 'expected an e-mail address'),
    password: text.min(1, 'expected a password').max(200, 'expected at most 200 characters'),
    subscription_id: position,
  }),
  content: z.object({
    title: words,
    genre: words,
    release_year: z
      .int('expected a year')
      .min(1888, 'expected a year from 1888')
      .max(2200, 'expected a year to 2200'),
    content_type: words,
    rating,
    runtime_minutes: optional(
      z
        .int('expected whole minutes')
        .min(1, 'expected 1 to 1440 minutes')
        .max(1_440, 'expected 1 to 1440 minutes'),
    ),
    released_on: optional(day),
  }),
  watchhistory: z.object({
    user_id: position,
    content_id: position,
    watched_on: instant,
    progress: z
      .number('expected percent, 0 to 100')
      .min(0, 'expected 0 to 100')
      .max(100, 'expected 0 to 100')
      .refine((value) => decimals(value, 2), 'expected at most two decimals'),
    subscription_id: optional(position),
  }),
  reviews: z.object({
    user_id: position,
    content_id: position,
    rating,
    review_text: text.max(10_000, 'expected at most 10,000 characters'),
  }),
  paymenthistory: z.object({
    user_id: position,
    amount: money,
    payment_date: instant,
    method: words,
    subscription_id: optional(position),
  }),
}
