import { formatExactNumber, formatNumber, formatPeriod, formatShare } from '../../../display/format.ts'
import type { Choice } from '../../../filters/choose-one.ts'

/** What cards about viewing can be filtered by. */
export interface ViewingFilters {
  start_date?: string | undefined
  end_date?: string | undefined
  genre?: string | undefined
  content_type?: string | undefined
  plan?: string | undefined
}

/** After a card's title: for when, and for what. */
export function forViewing({ genre, content_type, plan, ...period }: ViewingFilters): string {
  const words = [genre, content_type, plan].filter(Boolean).join(' · ')
  return `${formatPeriod(period)}${words ? ` — ${words}` : ''}`
}

export type ViewingMeasure =
  | 'hours'
  | 'watches'
  | 'views'
  | 'starters'
  | 'watchers'
  | 'completers'
  | 'completion_rate'

export const measureChoice: Choice<ViewingMeasure> = {
  name: 'measure',
  label: 'measure',
  options: [
    { value: 'hours', label: 'Hours' },
    { value: 'watches', label: 'Watches' },
    { value: 'views', label: 'Views' },
    { value: 'starters', label: 'Starters' },
    { value: 'watchers', label: 'Watchers' },
    { value: 'completers', label: 'Completers' },
    { value: 'completion_rate', label: 'Completion' },
  ],
  usual: 'hours',
}

export function measureName(measure: ViewingMeasure): string {
  const { label } = measureChoice.options.find(({ value }) => value === measure) ?? { label: measure }
  return measure === 'completion_rate' ? 'Completion rate' : label
}

/** How a measure is written: short, as at an axis, and exactly. */
export function measureFormat(measure: ViewingMeasure): {
  short: (value: number) => string
  exact: (value: number | null) => string
} {
  if (measure === 'completion_rate') return { short: formatShare, exact: formatShare }
  return { short: formatNumber, exact: (value) => (value === null ? 'n/a' : formatExactNumber(value)) }
}

export type RankingOrder = 'most' | 'gained' | 'lost'

export const orderChoice: Choice<RankingOrder> = {
  name: 'order',
  label: 'order of titles',
  options: [
    { value: 'most', label: 'Most' },
    { value: 'gained', label: 'Gained' },
    { value: 'lost', label: 'Lost' },
  ],
  usual: 'most',
}

export type Granularity = 'day' | 'week' | 'month'

export const granularityChoice: Choice<Granularity> = {
  name: 'granularity',
  label: 'granularity',
  options: [
    { value: 'day', label: 'Day' },
    { value: 'week', label: 'Week' },
    { value: 'month', label: 'Month' },
  ],
  usual: 'month',
}
