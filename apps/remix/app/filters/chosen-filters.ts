import { formatMonth } from '../display/format.ts'

/** The values that filters have in the data, as the router gives them. */
export interface FilterOptions {
  genres: string[]
  content_types: string[]
  plans: string[]
  months: string[]
  /** The last day of the data up to today; null: there are none. */
  data_until: string | null
}

/** The filters that a page's URL asks for, and what could not be followed. */
export interface ChosenFilters {
  /** `2024-09`; unless one was asked for, the latest with data that is over. Undefined when there is no data at all. */
  month: string | undefined
  genre: string | undefined
  content_type: string | undefined
  plan: string | undefined
  /** One sentence for each filter whose value does not exist, with those that do. */
  notices: string[]
}

/** The month that is shown where none is asked for: the latest with data that is over. */
export function usualMonth({ months }: Pick<FilterOptions, 'months'>, today: string): string | undefined {
  return months.find((month) => month < today.slice(0, 7)) ?? months[0]
}

/**
 * Reads the URL; an unknown value is said and left out, never guessed.
 * @param today in UTC: the month it lies in is not over, and says little beside whole ones
 */
export function chooseFilters(search: URLSearchParams, options: FilterOptions, today: string): ChosenFilters {
  const latest = usualMonth(options, today)
  const notices: string[] = []
  const choose = (name: string, label: string, known: string[], show = (value: string) => value) => {
    const asked = search.get(name)?.trim()
    if (!asked) return undefined
    const found = known.find((value) => value.toLowerCase() === asked.toLowerCase())
    if (found === undefined) {
      const offered = known.length === 0 ? 'There are none yet.' : `There is: ${known.map(show).join(', ')}.`
      notices.push(`No ${label} “${asked}”. ${offered}`)
    }
    return found
  }
  return {
    month: choose('month', 'month', options.months, formatMonth) ?? latest,
    genre: choose('genre', 'genre', options.genres),
    content_type: choose('content_type', 'content type', options.content_types),
    plan: choose('plan', 'plan', options.plans),
    notices,
  }
}

/** The filters as an input of a procedure: those not chosen are left out. */
export function defined<T extends Record<string, unknown>>(
  values: T,
): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as {
    [Key in keyof T]?: NonNullable<T[Key]> // fromEntries forgets the keys' names
  }
}

/** A path with a query of what is defined. */
export function pathWith(
  path: string,
  values: Record<string, string | number | boolean | undefined>,
): string {
  const search = new URLSearchParams(
    Object.entries(defined(values)).map(([name, value]) => [name, String(value)]),
  )
  return search.size === 0 ? path : `${path}?${search}`
}
