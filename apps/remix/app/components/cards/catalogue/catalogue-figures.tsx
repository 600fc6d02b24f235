import { formatCount, formatDay, formatNumber, formatShare } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Kpi } from '../kpi.tsx'

export interface CatalogueHealth {
  titles: number
  never_watched: number
  unwatched_90_days: number
  untimed_titles: number
  data_until: string | null
}

/** What of the catalogue nobody watches. */
export function CatalogueFigures({ card }: { card: CardData<CatalogueHealth> }) {
  if (card.fault !== null)
    return (
      <p role="alert" className="text-sm">
        {card.fault}
      </p>
    )
  const { titles, never_watched, unwatched_90_days, untimed_titles, data_until } = card.data
  const share = (count: number) => `${formatShare(titles === 0 ? null : count / titles)} of these titles`
  const figures = [
    { name: 'Titles', value: titles, note: `${formatCount(untimed_titles, 'title')} without a known length` },
    { name: 'Never watched', value: never_watched, note: share(never_watched) },
    {
      name: 'Not watched for 90 days',
      value: unwatched_90_days,
      note:
        data_until === null
          ? share(unwatched_90_days)
          : `${share(unwatched_90_days)}, up to ${formatDay(data_until)}`,
    },
  ]
  return (
    <section aria-label="The catalogue’s health" className="grid gap-4 sm:grid-cols-3 lg:gap-6">
      {figures.map(({ name, value, note }) => (
        <Kpi key={name} name={name} value={formatNumber(value)} note={note} trend={[]} />
      ))}
    </section>
  )
}
