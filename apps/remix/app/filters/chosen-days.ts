import { formatDay, isDay } from '../display/format.ts'

export interface ChosenDays {
  start_date: string | undefined
  end_date: string | undefined
  /** What could not be followed. */
  notices: string[]
}

/** The days that a page's URL asks for; what is no day, and an end before the start, is said and left out. */
export function chooseDays(search: URLSearchParams): ChosenDays {
  const notices: string[] = []
  const choose = (name: string, label: string) => {
    const asked = search.get(name)?.trim()
    if (!asked) return undefined
    if (isDay(asked)) return asked
    notices.push(`${label}: expected a day such as 2024-09-01, got “${asked.slice(0, 40)}”. It is left out.`)
    return undefined
  }
  const start_date = choose('start_date', 'From')
  const end_date = choose('end_date', 'To')
  if (!isBefore(end_date, start_date)) return { start_date, end_date, notices }
  notices.push(
    `To (${formatDay(end_date ?? '')}) lies before From (${formatDay(start_date ?? '')}). Both are left out.`,
  )
  return { start_date: undefined, end_date: undefined, notices }
}

/** Whether both are there and the first lies before the second. */
export function isBefore(day: string | undefined, other: string | undefined): boolean {
  return Boolean(day && other && day < other)
}
