import { z } from 'zod'

/** Months as people and URLs name them. Browser-safe. */

const names = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

export const acceptedMonths = 'a month: Aug, August, 8 or 2024-08'

export interface Month {
  /** 1 to 12. */
  month: number
  /** Undefined: that calendar month of every year. */
  year: number | undefined
}

/** Understands `Aug`, `August`, `8`, `08` and `2024-08`, in any case; undefined when it is none of these. */
export function parseMonth(text: string): Month | undefined {
  const given = text.trim().toLowerCase()
  const dated = /^(\d{4})-(\d\d)$/.exec(given)
  if (dated) return inYear(Number(dated[2]), Number(dated[1]))
  if (/^\d{1,2}$/.test(given)) return inYear(Number(given), undefined)
  const index =
    given.length < 3 ? -1 : names.findIndex((name) => name === given || name.slice(0, 3) === given)
  return index < 0
    ? given === 'sept'
      ? { month: 9, year: undefined }
      : undefined
    : { month: index + 1, year: undefined }
}

function inYear(month: number, year: number | undefined): Month | undefined {
  return month >= 1 && month <= 12 && year !== 0 ? { month, year } : undefined
}

export const MonthText = z
  .string(`expected ${acceptedMonths}`)
  .refine((text) => parseMonth(text) !== undefined, `expected ${acceptedMonths}`)

/** `2024-09` plus a number of months, which may be negative. */
export function addMonths(yearMonth: string, months: number): string {
  const [year = 0, month = 1] = yearMonth.split('-').map(Number)
  const index = year * 12 + month - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}
