import { Link } from '@remix-run/react'
import { pathWith } from '../../filters/chosen-filters.ts'

/** Which page of a list this is: the cursor it begins at, and those of the pages before, the last ones. */
export interface PagePlace {
  /** Empty on the first page. */
  cursor: string
  before: string[]
}

/** A URL has room for so many cursors. */
const remembered = 10

export function placeOf(search: URLSearchParams): PagePlace {
  return { cursor: search.get('cursor') ?? '', before: search.getAll('before').slice(-remembered) }
}

/** Leads to the pages before and after. A list is read by key, so that the way back is the way that was come. */
export function PageLinks({
  path,
  values,
  place: { cursor, before },
  next,
}: {
  path: string
  /** The list's filters and order. */
  values: Record<string, string>
  place: PagePlace
  next: string | null | undefined
}) {
  const at = (to: string, trail: readonly string[]) => {
    const here = pathWith(path, { ...values, cursor: to })
    if (trail.length === 0) return here
    return `${here}${here.includes('?') ? '&' : '?'}${new URLSearchParams(trail.map((one) => ['before', one]))}`
  }
  const isFirst = cursor === ''
  if (isFirst && !next) return null
  const link = 'textlink inline-block py-2'
  return (
    <nav aria-label="Pages of the list" className="mt-4 flex justify-end gap-6 text-sm">
      {isFirst ? null : (
        <Link className={link} to={at('', [])}>
          First page
        </Link>
      )}
      {before.length === 0 ? null : (
        <Link className={link} to={at(before.at(-1) ?? '', before.slice(0, -1))}>
          Previous page
        </Link>
      )}
      {next ? (
        <Link className={link} to={at(next, [...before, cursor].slice(-remembered))}>
          Next page
        </Link>
      ) : null}
    </nav>
  )
}
