import { Link } from '@remix-run/react'

export interface ListedTitle {
  content_id: string
  title: string
  genre: string
  content_type: string
  release_year: number
  /** Why it is in the list. */
  reason?: string | undefined
}

/** Titles in a row of tiles that wrap, each a link to its page. Plain HTML, there before any script. */
export function TitleList({ label, titles }: { label: string; titles: readonly ListedTitle[] }) {
  return (
    <ol aria-label={label} className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {titles.map(({ content_id, title, genre, content_type, release_year, reason }) => (
        <li
          key={content_id}
          className="flex min-w-0 flex-col rounded-md border border-slate-200 p-3 text-sm dark:border-slate-800"
        >
          <Link className="textlink font-medium" to={`/titles/${content_id}`}>
            {title}
          </Link>
          <span className="quiet mt-0.5 text-xs">
            {genre} · {content_type} · {release_year}
          </span>
          {reason === undefined ? null : <span className="mt-2 text-xs">{reason}</span>}
        </li>
      ))}
    </ol>
  )
}
