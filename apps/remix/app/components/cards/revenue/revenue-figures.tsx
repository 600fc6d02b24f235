import { formatMoney, formatShare, formatWholeMoney } from '../../../display/format.ts'
import type { CardData } from '../../../request/card-data.server.ts'
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

/** The key figures of recurring revenue, each with that of the month before. */
export function RevenueFigures({
  recurring,
  movements,
  values,
  today,
}: {
  recurring: CardData<{ month: string; mrr: number; arpu: number | null }[]>
  movements: CardData<{ month: string; net_churn_rate: number | null }[]>
  values: CardData<{ month: string; lifetime_value: number | null }[]>
  /** In UTC. */
  today: string
}) {
  const fault = recurring.fault ?? movements.fault ?? values.fault
  if (recurring.data === null || fault !== null)
    return <KeyFigures card={{ data: null, fault: fault ?? '' }} figures={figures} today={today} />
  const churn = new Map(movements.data?.map((row) => [row.month, row.net_churn_rate]))
  const worth = new Map(values.data?.map((row) => [row.month, row.lifetime_value]))
  const months = recurring.data.map(({ month, mrr, arpu }) => ({
    month,
    mrr,
    arpu,
    net_churn_rate: churn.get(month) ?? null,
    lifetime_value: worth.get(month) ?? null,
  }))
  return <KeyFigures card={{ data: months, fault: null }} figures={figures} today={today} />
}
