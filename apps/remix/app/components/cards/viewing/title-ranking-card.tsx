import { definitions } from '../../../display/definitions.ts'
import { formatPeriod } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Ranking } from '../../charts/ranking.tsx'
import { Card } from '../../frame/card.tsx'
import { ChoiceLinks } from '../../frame/choice-links.tsx'
import { DataTable } from '../../tables/data-table.tsx'
import {
  forViewing,
  measureFormat,
  measureName,
  orderChoice,
  type RankingOrder,
  type ViewingFilters,
  type ViewingMeasure,
} from './viewing-choices.ts'

export interface RankedTitle {
  content_id: string
  title: string
  genre: string
  content_type: string
  watches: number
  views: number
  hours: number | null
  starters: number
  watchers: number
  completers: number
  completion_rate: number | null
  previous: number | null
  change: number | null
}

export const titlesRanked = 12

/** Which titles lead by a measure; against another period, which gain or lose. */
export function TitleRankingCard({
  card,
  measure,
  order,
  compared,
  asked,
  filters,
  path,
  kept,
  className = '',
}: {
  card: CardData<RankedTitle[]>
  measure: ViewingMeasure
  order: RankingOrder
  /** The period that is compared with; undefined: none is. */
  compared: { start_date: string; end_date: string } | undefined
  /** What the question was asked with. */
  asked: Record<string, string | undefined>
  filters: ViewingFilters
  path: string
  kept: Record<string, string | undefined>
  className?: string
}) {
  const name = measureName(measure)
  const { exact } = measureFormat(measure)
  const signed = (change: number | null) =>
    change === null
      ? 'n/a'
      : `${change > 0 ? '+' : ''}${measure === 'completion_rate' ? points(change) : exact(change)}`
  const heads = { most: 'Titles by', gained: 'Titles that gained', lost: 'Titles that lost' }
  return (
    <Card
      title={`${heads[order]} ${name.toLowerCase()}, ${forViewing(filters)}`}
      note={compared === undefined ? 'the first of all titles' : `against ${formatPeriod(compared)}`}
      about={definitions.title_ranking}
      source={pathWith('/api/title-ranking', { ...asked, limit: titlesRanked })}
      card={card}
      compares
      isEmpty={(rows) => rows.length === 0}
      empty="Nothing was watched in this time. Choose other dates or fewer filters."
      actions={
        compared === undefined ? null : (
          <ChoiceLinks choice={orderChoice} chosen={order} path={path} kept={kept} />
        )
      }
      className={className}
      table={(rows) => (
        <DataTable
          caption={`Titles by ${name.toLowerCase()}`}
          rows={rows}
          columns={[
            { name: 'Title', value: ({ title }) => title },
            { name: 'Genre', value: ({ genre }) => genre },
            { name, numeric: true, value: (row) => exact(row[measure]) },
            ...(compared === undefined
              ? []
              : [
                  { name: 'Then', numeric: true, value: ({ previous }: RankedTitle) => exact(previous) },
                  { name: 'Change', numeric: true, value: ({ change }: RankedTitle) => signed(change) },
                ]),
          ]}
        />
      )}
    >
      {(rows) => (
        <Ranking
          label={`Titles by ${name.toLowerCase()}`}
          items={rows.map((row) => ({
            key: row.content_id,
            name: row.title,
            to: `/titles/${row.content_id}`,
            detail:
              compared === undefined
                ? `${row.genre} · ${row.content_type}`
                : `${row.genre} · ${order === 'most' ? signed(row.change) : `now ${exact(row[measure])}`}`,
            // What is not known has a bar of its own length, so that its label is not that of 0.
            value: Math.abs((order === 'most' ? row[measure] : row.change) ?? Number.EPSILON),
            label: order === 'most' ? exact(row[measure]) : signed(row.change),
            color: order === 'lost' ? 'rose' : order === 'gained' ? 'emerald' : 'indigo',
          }))}
        />
      )}
    </Card>
  )
}

/** Of a difference of shares. */
function points(change: number): string {
  return `${(change * 100).toFixed(1)} points`
}
