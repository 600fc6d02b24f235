import { z } from 'zod'

/** What people and programs write: one schema a field, whose words are shown at the field when a value does not fit. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds every character but this one
const zero = /\u0000/
/** A string that is no text: half of a character that UTF-16 writes as two. No engine can store it. */
const halfCharacter = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** One line for people, without control characters. */
export function line(what: string, example: string, most = 200) {
  const expected = `expected ${what}, 1 to ${most} characters`
  return z
    .string(expected)
    .trim()
    .min(1, expected)
    .max(most, expected)
    .refine(
      (text) => !/\p{Cc}/u.test(text) && !halfCharacter.test(text),
      `expected ${what} without control characters`,
    )
    .meta({ example })
}

/** Words for people, several lines if they like; may be empty. */
export function words(what: string, example: string, most = 2_000) {
  return z
    .string(`expected ${what}`)
    .max(most, `expected ${what}, at most ${most} characters`)
    .refine(
      (text) => !zero.test(text) && !halfCharacter.test(text),
      `expected ${what} without zero characters`,
    )
    .meta({ example })
}

/** Compared and stored in lower case. */
export const email = z
  .string('expected an e-mail address')
  .trim()
  .max(254, 'expected an e-mail address of at most 254 characters')
  .refine(
    (text) => /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(text) && !halfCharacter.test(text),
    'expected an e-mail address such as mara@example.com',
  )
  .transform((text) => text.toLowerCase())
  .meta({ example: 'mara.keller@example.com' })

export const newPassword = z
  .string('expected a password of 10 to 200 characters')
  .min(10, 'expected a password of 10 to 200 characters')
  .max(200, 'expected a password of 10 to 200 characters')
  .meta({ description: 'Stored as a hash only.', example: 'three calm otters' })

/** USD with at most two decimals, as the column holds it. */
export const money = decimal('an amount in USD', 0, 99_999_999.99, 2).meta({ example: 14.99 })
export const ratingGiven = decimal('a rating', 0, 10, 1).meta({ example: 8.5 })
export const progressSeen = decimal('a progress in percent', 0, 100, 2).meta({ example: 62.5 })

function decimal(what: string, least: number, most: number, decimals: number) {
  const expected = `expected ${what} from ${least} to ${most}`
  return z
    .number(expected)
    .min(least, expected)
    .max(most, expected)
    .refine(
      (value) => Number(value.toFixed(decimals)) === value,
      `expected ${what} with at most ${decimals} decimal${decimals === 1 ? '' : 's'}`,
    )
}

export const releaseYear = z
  .int('expected a year from 1888 to 2200')
  .min(1888, 'expected a year from 1888 to 2200')
  .max(2200, 'expected a year from 1888 to 2200')
  .meta({ example: 2021 })

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

/** Part of a text, in any case; empty searches for nothing. */
export function searchText(what: string) {
  return z
    .string(`expected ${what}`)
    .trim()
    .max(200, 'expected at most 200 characters')
    .refine((text) => !zero.test(text) && !halfCharacter.test(text), 'expected text without zero characters')
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
