import { Link, useLocation } from '@remix-run/react'
import { Card as TremorCard } from '@tremor/react'
import { type ReactNode, useContext, useId, useState } from 'react'
import type { CardData } from '../../request/card-data.server.ts'
import { ChartImageButtons, roomForButtons } from '../charts/image/chart-image-buttons.tsx'
import { ChartOfCard } from '../charts/image/chart-of-card.ts'
import { Comparing } from './comparing.ts'
import { Notice } from './notice.tsx'

interface CardProps<T> {
  /** What is shown and for when. */
  title: string
  /** The unit or rule. */
  note: string
  /** Which filters of the page it does not follow, in words, when they are set. */
  unfiltered?: string | undefined
  /** Whether it shows what the page compares with. */
  compares?: boolean
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
  unfiltered,
  compares = false,
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
  const [hasChart, setHasChart] = useState(false)
  const location = useLocation()
  const apart = useContext(Comparing) && !compares ? withUncompared(unfiltered) : unfiltered
  const csvSource = `${source}${source.includes('?') ? '&' : '?'}format=csv`
  return (
    <section aria-labelledby={id} className={`min-w-0 ${className}`}>
      <TremorCard className="flex h-full flex-col p-4 sm:p-5">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
            <p className="quiet text-sm">{note}</p>
            {apart === undefined ? null : <p className="mt-1 text-xs font-medium">{apart}</p>}
          </div>
          {actions}
        </div>
        <div className="mt-4 grow">
          {card.fault !== null ? (
            <div className="flex min-h-40 flex-col justify-center gap-2 text-sm">
              <Notice kind="fault">{card.fault}</Notice>
              <a className="textlink self-center" href={location.pathname + location.search}>
                Try again
              </a>
            </div>
          ) : isEmpty(card.data) ? (
            <div className="quiet flex min-h-40 items-center justify-center text-center text-sm">
              <p>{empty}</p>
            </div>
          ) : (
            <>
              {card.notice === undefined ? null : <Notice kind="warning">{card.notice}</Notice>}
              <ChartOfCard.Provider value={setHasChart}>{children(card.data)}</ChartOfCard.Provider>
            </>
          )}
        </div>
        <div className="quiet mt-4 flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-slate-100 pt-3 text-xs dark:border-slate-800">
          {card.data === null || isEmpty(card.data) ? null : (
            <details className="min-w-0 max-w-full open:order-last open:basis-full">
              <summary aria-label={`Numbers: ${title}`}>Numbers</summary>
              {/* What scrolls must be reachable by keyboard. */}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
              <section tabIndex={0} aria-label={`${title}: numbers`} className="mt-2 max-h-72 overflow-auto">
                {table(card.data)}
              </section>
            </details>
          )}
          <details className="min-w-0 max-w-full open:order-last open:basis-full">
            <summary aria-label={`About: ${title}`}>About</summary>
            <p className="mt-2 max-w-prose text-sm">{about}</p>
            <p className="mt-2 text-sm">
              <Link
                className="textlink inline-block py-1"
                to={`/about?${new URLSearchParams({ of: source })}`}
              >
                SQL, rows and calls
                <span className="sr-only"> of {title}</span>
              </Link>
            </p>
          </details>
          <span className="ml-auto flex flex-wrap justify-end gap-x-4 gap-y-2">
            {hasChart ? (
              <ChartImageButtons
                title={title}
                note={apart === undefined ? note : `${note}; ${apart}`}
                source={source}
              />
            ) : (
              <span className={roomForButtons} />
            )}
            {csv ? (
              <a className="textlink" href={csvSource} aria-label={`${title}: CSV`}>
                CSV
              </a>
            ) : null}
            <a className="textlink" href={source} aria-label={`${title}: JSON`}>
              JSON
            </a>
          </span>
        </div>
      </TremorCard>
    </section>
  )
}

function withUncompared(unfiltered: string | undefined): string {
  return unfiltered === undefined ? 'Not compared' : `${unfiltered}; not compared`
}
