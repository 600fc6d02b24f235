import type { Caller } from '@streaming/trpc-router/server'
import { chooseDays } from '../filters/chosen-days.ts'
import type { ListFilters, LoadedFilter } from './resource.ts'

export interface ChosenList {
  filters: LoadedFilter[]
  /** By name: only what is chosen. */
  values: Record<string, string>
  /** What the URL asks for and cannot be followed. */
  notices: string[]
}

/** Reads a list's filters from the URL; a value that is no choice is said and left out. */
export async function chooseList(
  caller: Caller,
  { filters = [], byDay = false }: ListFilters,
  search: URLSearchParams,
): Promise<ChosenList> {
  const loaded = await Promise.all(
    filters.map(async (filter): Promise<LoadedFilter> => {
      if (filter.kind === 'text') return { ...filter, options: [] }
      const { load, ...shown } = filter
      return { ...shown, options: await load(caller) }
    }),
  )
  const values: Record<string, string> = {}
  const notices: string[] = []
  for (const { name, label, kind, options } of loaded) {
    const asked = search.get(name)?.trim()
    if (!asked) continue
    const known = options.find(({ value }) => value.toLowerCase() === asked.toLowerCase())
    if (kind === 'text') values[name] = asked
    else if (known !== undefined) values[name] = known.value
    else {
      const offered = options.map((option) => option.label).join(', ')
      notices.push(
        `${label}: there is no “${asked.slice(0, 40)}”. ${offered === '' ? 'There are none yet.' : `There is: ${offered}.`}`,
      )
    }
  }
  if (byDay) {
    const { notices: ofDays, ...days } = chooseDays(search)
    for (const [name, day] of Object.entries(days)) if (day !== undefined) values[name] = day
    notices.push(...ofDays)
  }
  return { filters: loaded, values, notices }
}
