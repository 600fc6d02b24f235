import { z } from 'zod'

/** Numbers and days that people and programs write, as their columns hold them. */

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

/** Length of a film or of an episode. */
export const minutes = z
  .int('expected whole minutes from 1 to 1440')
  .min(1, 'expected whole minutes from 1 to 1440')
  .max(1_440, 'expected whole minutes from 1 to 1440')
  .meta({ example: 106 })

export const day = z.iso
  .date('expected a day such as 2024-09-01')
  .refine((text) => text >= '0001-01-01', 'expected a day such as 2024-09-01')
  .meta({ example: '2024-09-01' })
