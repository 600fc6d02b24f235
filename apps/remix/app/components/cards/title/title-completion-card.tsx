import { definitions } from '../../../display/definitions.ts'
import { formatExactNumber, formatShare } from '../../../display/format.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Lines } from '../../charts/lines/lines.tsx'
import { Card } from '../../frame/card.tsx'
import { DataTable } from '../../tables/data-table.tsx'

export interface CompletionStep {
  percent: number
  reached: number
  share: number | null
}

/** How far people get with a title. */
export function TitleCompletionCard({
  contentId,
  card,
  className = '',
}: {
  contentId: string
  card: CardData<CompletionStep[]>
  className?: string
}) {
  return (
    <Card
      title="How far it is watched"
      note="share of its starters that reached so much of it"
      about={definitions.title_completion}
      source={pathWith('/api/title-completion', { content_id: contentId })}
      card={card}
      isEmpty={(rows) => rows.every(({ reached }) => reached === 0)}
      empty="Nobody has started it yet."
      className={className}
      table={(rows) => (
        <DataTable
          caption="How far it is watched"
          rows={rows}
          columns={[
            { name: 'Seen', numeric: true, value: ({ percent }) => `${percent}%` },
            { name: 'Starters', numeric: true, value: ({ reached }) => formatExactNumber(reached) },
            { name: 'Share', numeric: true, value: ({ share }) => formatShare(share) },
          ]}
        />
      )}
    >
      {(rows) => (
        <Lines
          label="How far it is watched"
          labels={rows.map(({ percent }) => `${percent}%`)}
          lines={[{ name: 'Reached', color: 'cyan', values: rows.map(({ share }) => share) }]}
          format={formatShare}
          formatExactly={formatShare}
        />
      )}
    </Card>
  )
}
