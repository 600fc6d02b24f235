import { z } from 'zod'

/** The wire's common shapes. Rows of raw SQL are parsed by the same schemas: pg gives 64-bit and decimal numbers as text. */

export const Count = z.coerce.number().int().nonnegative()
export const Money = z.coerce.number().meta({ description: 'USD, two decimals' })
export const Percent = z.coerce.number().min(0).max(100)
/** Null: its denominator is 0. */
export const Ratio = z.coerce.number().nullable()
export const Rating = z.coerce.number().min(0).max(10)

const largestId = 9_223_372_036_854_775_807n

/** A 64-bit id as a decimal string: numbers in JSON lose digits beyond 2^53. */
export const Id = z
  .string('expected an id, a decimal number')
  .regex(/^\d{1,19}$/, 'expected an id, a decimal number')
  .refine((text) => !/^\d+$/.test(text) || BigInt(text) <= largestId, `expected an id up to ${largestId}`)
  .meta({ example: '1' })

export const Instant = z.iso
  .datetime()
  .meta({ description: 'ISO 8601, UTC', example: '2024-09-22T07:53:29.000Z' })
export const Day = z.iso.date()
export const YearMonth = z.string().regex(/^\d{4}-\d\d$/)

/** An instant as the driver gives it. */
export const InstantRow = z.date().transform((date) => date.toISOString())

/** An input object that refuses parameters it does not know: a misspelt filter must not return everything. */
export function parameters<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape).join(', ') || 'none'
  return z.strictObject(shape, {
    error(issue) {
      if (issue.code === 'unrecognized_keys')
        return `unknown parameter ${issue.keys?.join(', ')}; allowed: ${allowed}`
      return issue.code === 'invalid_type' ? 'expected an object' : undefined
    },
  })
}

/** Parameters of which none is required: the procedure can be called without input. */
export function optionalParameters<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.prefault(parameters(shape), {} as z.input<ReturnType<typeof parameters<Shape>>>) // every field may be missing
}
