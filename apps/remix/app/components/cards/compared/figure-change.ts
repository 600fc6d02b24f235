import { formatMonth, formatNumber, formatShare } from '../../../display/format.ts'
import type { KpiProps } from '../kpi.tsx'

/** How a figure stands to that of a month before, in words with a direction. */
export function changeOn(month: string, value: number, before: number): KpiProps['change'] {
  if (before === 0) return { text: `from 0 in ${formatMonth(month)}`, direction: direction(value) }
  return {
    text: `${formatShare(Math.abs(value / before - 1))} on ${formatMonth(month)}`,
    direction: direction(value - before),
  }
}

/** The same of shares from 0 to 1, in points of percent; undefined where one of them is null. */
export function pointsOn(month: string, value: number | null, before: number | null): KpiProps['change'] {
  if (value === null || before === null) return undefined
  return {
    text: `${formatNumber(Math.abs(value - before) * 100)} points on ${formatMonth(month)}`,
    direction: direction(value - before),
  }
}

function direction(difference: number): 'up' | 'down' | 'same' {
  return difference > 0 ? 'up' : difference < 0 ? 'down' : 'same'
}
