import { z } from 'zod'
import type { Period } from '../../procedure/fields/filters.ts'

const Change = z.coerce.number().int()

/** By how much the numbers of customers change on a day, as the rollup customer_days has it; and the last day that is answered for. */
export const CustomerDayChange = z.object({
  day: z.string(),
  active_change: Change,
  churned_change: Change,
  new_change: Change,
  last_paid_day: z.string(),
})
type CustomerDayChange = z.output<typeof CustomerDayChange>

interface ChurnOfDay {
  date: string
  at_risk_customers: number
  churned_customers: number
  churn_rate: number | null
}

const dayMs = 86_400_000
/** Of days between the two that are compared. */
const windowDays = 30

/**
 * Churn of each day of a period on which somebody could be lost: those who were active 30 days before, and who came since. Pure.
 * @param changes of all days up to the last on which something was paid, ascending
 */
export function churnByDay(
  changes: readonly CustomerDayChange[],
  { start_date, end_date }: Period,
): ChurnOfDay[] {
  const [first] = changes
  if (first === undefined) return []
  const lastPaid = dayNumber(first.last_paid_day)
  const from = start_date === undefined ? Number.NEGATIVE_INFINITY : dayNumber(start_date)
  const to = Math.min(lastPaid, end_date === undefined ? Number.POSITIVE_INFINITY : dayNumber(end_date))
  // The numbers stay the same between these days, so that years in which nothing happened cost nothing.
  const steps = new Map<number, { at_risk: number; churned: number }>()
  const add = (day: number, at_risk: number, churned: number) => {
    const step = steps.get(day) ?? { at_risk: 0, churned: 0 }
    steps.set(day, { at_risk: step.at_risk + at_risk, churned: step.churned + churned })
  }
  for (const { day, active_change, churned_change, new_change } of changes) {
    add(dayNumber(day), new_change, churned_change)
    add(dayNumber(day) + windowDays, active_change, 0)
  }
  const days = [...steps.keys()].sort((a, b) => a - b)
  const rows: ChurnOfDay[] = []
  let [at_risk_customers, churned_customers] = [0, 0]
  for (const [index, day] of days.entries()) {
    const { at_risk, churned } = steps.get(day) ?? { at_risk: 0, churned: 0 }
    at_risk_customers += at_risk
    churned_customers += churned
    if (at_risk_customers === 0) continue
    const next = days[index + 1] ?? to + 1
    for (let at = Math.max(day, from); at < next && at <= to; at++)
      rows.push({
        date: dateOf(at),
        at_risk_customers,
        churned_customers,
        churn_rate: rounded(churned_customers, at_risk_customers),
      })
  }
  return rows
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** To four decimals, halves up, in whole numbers: what is divided is counts. */
function rounded(count: number, of: number): number {
  return Math.floor((count * 20_000 + of) / (2 * of)) / 10_000
}
