import { formatMoney, formatShare, formatWholeMoney } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { type ComparedSeries, rowsBeside } from '../../../request/series/compared-series.ts'
import { type Figure, KeyFigures } from '../customers/key-figures.tsx'

interface Month {
  month: string
  mrr: number
  arpu: number | null
  net_churn_rate: number | null
  lifetime_value: number | null
}

const money = (write: (value: number) => string) => (value: number | null) =>
  value === null ? 'n/a' : write(value)

const figures: readonly Figure<Month>[] = [
  { name: 'MRR', of: ({ mrr }) => mrr, write: money(formatWholeMoney), note: 'of customers who paid' },
  { name: 'ARPU', of: ({ arpu }) => arpu, write: money(formatMoney), note: 'MRR ÷ customers' },
  {
    name: 'Net MRR churn',
    of: ({ net_churn_rate }) => net_churn_rate,
    write: formatShare,
    note: 'of the MRR at the month’s start',
    isShare: true,
    better: 'down',
  },
  {
    name: 'Lifetime value',
    of: ({ lifetime_value }) => lifetime_value,
    write: money(formatMoney),
    note: 'ARPU ÷ mean churn of six months',
  },
]

type Recurring = { month: string; mrr: number; arpu: number | null }
type Movements = { month: string; net_churn_rate: number | null }
type Values = { month: string; lifetime_value: number | null }

/** A question’s answer, and that of the period that is compared with. */
interface Beside<Row> {
  card: CardData<Row[]>
  compared?: ComparedSeries<Row> | undefined
}

/** The key figures of recurring revenue, each against that of the month before, or of the other period. */
export function RevenueFigures({
  recurring,
  movements,
  values,
  today,
}: {
  recurring: Beside<Recurring>
  movements: Beside<Movements>
  values: Beside<Values>
  /** In UTC. */
  today: string
}) {
  const card = figuresOf(recurring.card, movements.card, values.card)
  const compared = recurring.compared &&
    movements.compared &&
    values.compared && {
      ...recurring.compared,
      card: figuresOf(recurring.compared.card, movements.compared.card, values.compared.card),
    }
  return (
    <KeyFigures
      card={card}
      beside={rowsBeside(card.data, compared, 'month')}
      figures={figures}
      today={today}
    />
  )
}

function figuresOf(
  recurring: CardData<Recurring[]>,
  movements: CardData<Movements[]>,
  values: CardData<Values[]>,
): CardData<Month[]> {
  const fault = recurring.fault ?? movements.fault ?? values.fault
  if (recurring.data === null || fault !== null) return { data: null, fault: fault ?? '' }
  const churn = new Map(movements.data?.map((row) => [row.month, row.net_churn_rate]))
  const worth = new Map(values.data?.map((row) => [row.month, row.lifetime_value]))
  const months = recurring.data.map(({ month, mrr, arpu }) => ({
    month,
    mrr,
    arpu,
    net_churn_rate: churn.get(month) ?? null,
    lifetime_value: worth.get(month) ?? null,
  }))
  return { data: months, fault: null }
}
