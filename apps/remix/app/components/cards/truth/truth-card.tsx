import { definitions } from '../../../display/definitions.ts'
import { formatDay, formatMoney, formatShare } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { Card } from '../../frame/card.tsx'
import { type Column, DataTable } from '../../tables/data-table.tsx'

export interface Truth {
  simulation: { scenario: string; seed: string } | null
  events: { kind: string; date: string; description: string }[]
  metrics: {
    metric: string
    unit: 'share' | 'USD' | 'nDCG'
    measured: number | null
    truth: number
    error: number | null
    definition: string
  }[]
  judged_alerts: {
    alerts: number
    explained: number
    precision: number | null
    events: number
    found: number
    recall: number | null
  } | null
}

type Metric = Truth['metrics'][number]

const columns: Column<Metric>[] = [
  {
    name: 'Metric',
    value: ({ metric }) => `${metric[0]?.toUpperCase()}${metric.slice(1)}`,
  },
  { name: 'Measured', numeric: true, value: ({ unit, measured }) => inUnit(unit, measured) },
  { name: 'True', numeric: true, value: ({ unit, truth }) => inUnit(unit, truth) },
  { name: 'Error', numeric: true, value: ({ unit, error }) => errorOf(unit, error) },
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
          : `the scenario ${simulation.scenario}, seed ${simulation.seed}`
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
      {({ metrics, events, judged_alerts }) => (
        <>
          <DataTable caption="Measured and true" rows={metrics} columns={columns} />
          {judged_alerts === null ? null : <p className="mt-4 text-sm">{alertsInWords(judged_alerts)}</p>}
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

function inUnit(unit: Metric['unit'], value: number | null): string {
  if (value === null) return 'n/a'
  if (unit === 'USD') return formatMoney(value)
  return unit === 'share' ? formatShare(value) : value.toFixed(4)
}

function errorOf(unit: Metric['unit'], error: number | null): string {
  if (error === null) return 'n/a'
  const sign = error > 0 ? '+' : error < 0 ? '−' : ''
  const size = Math.abs(error)
  return `${sign}${unit === 'share' ? `${(size * 100).toFixed(1)} points` : inUnit(unit, size)}`
}

function alertsInWords({
  alerts,
  explained,
  precision,
  events,
  found,
  recall,
}: NonNullable<Truth['judged_alerts']>): string {
  const told = `Of ${alerts} alerts ${explained} are explained by what happened${precision === null ? '' : ` (precision ${formatShare(precision)})`}`
  return `${told}; of ${events} events ${found} were found${recall === null ? '' : ` (recall ${formatShare(recall)})`}.`
}
