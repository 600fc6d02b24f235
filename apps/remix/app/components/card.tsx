import { useLocation } from '@remix-run/react'
import { type ReactNode, useId } from 'react'
import type { CardData } from '../card-data.server.ts'

interface CardProps<T> {
  /** What is shown and for when. */
  title: string
  /** The unit or rule. */
  note: string
  /** The definition of the figure. */
  about: string
  /** The REST path of the same data, with its filters. */
  source: string
  /** Whether the REST path gives CSV, too. */
  csv?: boolean
  card: CardData<T>
  isEmpty: (data: T) => boolean
  /** Why there is nothing, and what to do. */
  empty: ReactNode
  /** Beside the title: links that change what the card shows. */
  actions?: ReactNode
  className?: string
  /** The numbers as a table. */
  table: (data: T) => ReactNode
  children: (data: T) => ReactNode
}

/** One question and its answer; the same frame for all, with the numbers behind it always at hand. */
export function Card<T>({
  title,
  note,
  about,
  source,
  csv = true,
  card,
  isEmpty,
  empty,
  actions,
  className = '',
  table,
  children,
}: CardProps<T>) {
  const id = useId()
  const location = useLocation()
  const csvSource = `${source}${source.includes('?') ? '&' : '?'}format=csv`
  return (
    <section
      aria-labelledby={id}
      className={`flex min-w-0 flex-col rounded-lg border border-slate-200 bg-white p-5 shadow-sm dark:border-slate-800 dark:bg-slate-900 ${className}`}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          <p className="quiet text-sm">{note}</p>
        </div>
        {actions}
      </div>
      <div className="mt-4 grow">
        {card.fault !== null ? (
          <div
            role="alert"
            className="flex min-h-40 flex-col items-center justify-center gap-2 text-center text-sm"
          >
            <p>{card.fault}</p>
            <a className="textlink" href={location.pathname + location.search}>
              Try again
            </a>
          </div>
        ) : isEmpty(card.data) ? (
          <div className="quiet flex min-h-40 items-center justify-center text-center text-sm">
            <p>{empty}</p>
          </div>
        ) : (
          children(card.data)
        )}
      </div>
      <div className="quiet mt-4 flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-slate-100 pt-3 text-xs dark:border-slate-800">
        {card.data === null || isEmpty(card.data) ? null : (
          <details className="min-w-0 max-w-full open:order-last open:basis-full">
            <summary>Numbers</summary>
            {/* What scrolls must be reachable by keyboard. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
            <section tabIndex={0} aria-label={`${title}: numbers`} className="mt-2 max-h-72 overflow-auto">
              {table(card.data)}
            </section>
          </details>
        )}
        <details className="min-w-0 max-w-full open:order-last open:basis-full">
          <summary>About</summary>
          <p className="mt-2 max-w-prose text-sm">{about}</p>
        </details>
        {csv ? (
          <a className="textlink ml-auto" href={csvSource} aria-label={`${title}: CSV`}>
            CSV
          </a>
        ) : null}
        <a className={`textlink ${csv ? '' : 'ml-auto'}`} href={source} aria-label={`${title}: JSON`}>
          JSON
        </a>
      </div>
    </section>
  )
}
