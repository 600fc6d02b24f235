import { definitions } from '../../../display/definitions.ts'
import { formatDay, formatShare } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Card } from '../../frame/card.tsx'
import { type Column, DataTable } from '../../tables/data-table.tsx'

export interface Truth {
  simulation: { scenario: string; seed: string } | null
  events: { kind: string; date: string; description: string }[]
  metrics: {
    metric: string
    measured: number | null
    truth: number
    error: number | null
    definition: string
  }[]
}

type Metric = Truth['metrics'][number]

const columns: Column<Metric>[] = [
  {
    name: 'Metric',
    value: ({ metric }) => `${metric[0]?.toUpperCase()}${metric.slice(1)}`,
  },
  { name: 'Measured', numeric: true, value: ({ measured }) => formatShare(measured) },
  { name: 'True', numeric: true, value: ({ truth }) => formatShare(truth) },
  { name: 'Error', numeric: true, value: ({ error }) => inPoints(error) },
]

/** How far metrics are from what the simulator was told. Of data that are not simulated it is not shown. */
export function TruthCard({ card, className = '' }: { card: CardData<Truth>; className?: string }) {
  if (card.data !== null && card.data.simulation === null) return null
  const { simulation = null } = card.data ?? {}
  return (
    <Card
      title="Measured and true"
      note={
        simulation === null
          ? 'of simulated data'
          : `the scenario ${simulation.scenario}, seed ${simulation.seed}, over all its months`
      }
      about={definitions.truth}
      source="/api/truth"
      csv={false}
      card={card}
      isEmpty={({ metrics }) => metrics.length === 0}
      empty="Nothing was measured yet."
      className={className}
      table={({ metrics }) => (
        <DataTable
          caption="Definitions"
          rows={metrics}
          columns={[
            { name: 'Metric', value: ({ metric }) => metric },
            { name: 'Definition', value: ({ definition }) => definition },
          ]}
        />
      )}
    >
      {({ metrics, events }) => (
        <>
          <DataTable caption="Measured and true" rows={metrics} columns={columns} />
          {events.length === 0 ? null : (
            <ul aria-label="What happened" className="mt-4 grid gap-1 text-sm">
              {events.map(({ date, description }) => (
                <li key={`${date} ${description}`}>
                  <span className="tabular-nums">{formatDay(date)}</span>
                  <span className="quiet"> {description}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  )
}

function inPoints(error: number | null): string {
  if (error === null) return 'n/a'
  return `${error > 0 ? '+' : ''}${(error * 100).toFixed(1)} points`
}
