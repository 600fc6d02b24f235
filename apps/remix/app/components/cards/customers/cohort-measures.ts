import { formatExactNumber, formatMoney } from '../../../display/format.ts'
import type { Choice } from '../../../filters/choose-one.ts'

export interface CohortMonth {
  cohort: string
  months: number
  customers: number
  mrr: number
  hours: number
  customer_retention: number | null
  mrr_retention: number | null
  hours_retention: number | null
}

export type CohortMeasure = 'customers' | 'mrr' | 'hours'

/** By what retention is measured. */
export const cohortMeasures: Record<
  CohortMeasure,
  {
    name: string
    /** What the share is of, and since when. */
    note: string
    share: (row: CohortMonth) => number | null
    /** Of the first month, as it is written. */
    first: (row: CohortMonth | undefined) => string
  }
> = {
  customers: {
    name: 'Customers',
    note: 'share of customers so many whole months after the first payment',
    share: (row) => row.customer_retention,
    first: (row) => formatExactNumber(row?.customers ?? 0),
  },
  mrr: {
    name: 'MRR',
    note: 'share of MRR so many whole months after the first payment',
    share: (row) => row.mrr_retention,
    first: (row) => formatMoney(row?.mrr ?? 0),
  },
  hours: {
    name: 'Hours',
    note: 'hours watched by all of the cohort, against those of its first month',
    share: (row) => row.hours_retention,
    first: (row) => formatExactNumber(row?.hours ?? 0),
  },
}

export const cohortChoice: Choice<CohortMeasure> = {
  name: 'cohorts',
  label: 'measure of cohorts',
  options: (['customers', 'mrr', 'hours'] as const).map((value) => ({
    value,
    label: cohortMeasures[value].name,
  })),
  usual: 'customers',
}
