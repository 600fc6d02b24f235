import { isEmail, nameFault, textFault } from '@streaming/db'
import { z } from 'zod'

/** What people and programs write: one schema a field, whose words are shown at the field when a value does not fit. */

/** A check by one of the database's rules of text. @param what is expected, such as `a name` */
function fits(what: string, faultOf: (text: string) => string | undefined) {
  return (text: string, context: z.RefinementCtx<string>) => {
    const fault = faultOf(text)
    if (fault !== undefined)
      context.addIssue({ code: 'custom', message: `expected ${what} ${fault}`, input: text })
  }
}

/** One line for people, which they can see. */
export function line(what: string, example: string, most = 200) {
  const expected = `expected ${what}, 1 to ${most} characters`
  return z
    .string(expected)
    .trim()
    .min(1, expected)
    .max(most, expected)
    .superRefine(fits(what, nameFault))
    .meta({ example })
}

/** Words for people, several lines if they like; may be empty. */
export function words(what: string, example: string, most = 2_000) {
  return z
    .string(`expected ${what}`)
    .max(most, `expected ${what}, at most ${most} characters`)
    .superRefine(fits(what, textFault))
    .meta({ example })
}

export const paymentMethod = line('a payment method', 'PayPal', 100)
export const reviewText = words('a review', 'Slow, and worth it.', 10_000)

/** Compared and stored in lower case. */
export const email = z
  .string('expected an e-mail address')
  .trim()
  .max(254, 'expected an e-mail address of at most 254 characters')
  .refine(isEmail, 'expected an e-mail address such as mara@example.com')
  .transform((text) => text.toLowerCase())
  .meta({ example: 'mara.keller@example.com' })

export const newPassword = z
  .string('expected a password of 10 to 200 characters')
  .min(10, 'expected a password of 10 to 200 characters')
  .max(200, 'expected a password of 10 to 200 characters')
  .meta({ description: 'Stored as a hash only.', example: 'three calm otters' })

const instantWords = 'expected an instant such as 2024-09-22T07:53:29Z'

/** With a zone; to the millisecond, between the years that every engine stores. Leaves as UTC. */
export const instant = z.iso
  .datetime({ offset: true, error: instantWords })
  .transform((text, context) => {
    const time = new Date(text)
    const year = time.getUTCFullYear()
    if (Number.isFinite(time.getTime()) && year >= 1 && year <= 9999) return time.toISOString()
    context.issues.push({ code: 'custom', message: instantWords, input: text })
    return z.NEVER
  })
  .meta({ example: '2024-09-22T07:53:29.000Z' })

/** Earliest that something can have happened to a service like this one. */
const earliest = '1970-01-01'
const dayMs = 86_400_000
const happenedWords = `expected an instant from ${earliest} to now, such as 2024-09-22T07:53:29Z`

/** Of what has happened; a client's clock may be ahead by a day. What was written by other ways, such as a data set, may be of any time. */
export const happened = instant
  .refine((text) => text >= earliest && Date.parse(text) <= Date.now() + dayMs, happenedWords)
  .meta({ example: '2024-09-22T07:53:29.000Z' })

/** Part of a text, in any case; empty searches for nothing. */
export function searchText(what: string) {
  return z
    .string(`expected ${what}`)
    .trim()
    .max(200, 'expected at most 200 characters')
    .superRefine(fits('text', textFault))
    .optional()
    .meta({ description: `${what[0]?.toUpperCase()}${what.slice(1)}, in any case.` })
}

export const idempotencyKey = z
  .string('expected an idempotency key')
  .regex(
    /^[\x21-\x7e]{1,255}$/,
    'expected an idempotency key of 1 to 255 printable ASCII characters without spaces',
  )
  .optional()
  .meta({
    description:
      'A text of the client’s own. The same key and body again give the first answer and write nothing; the same key with another body is 409. Over REST also the header Idempotency-Key.',
    example: '5f3c9a52-1c1f-4b1b-9c55-3a2f6f0e7d10',
  })
