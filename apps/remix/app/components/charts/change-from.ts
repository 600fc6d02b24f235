import { formatShare } from '../../display/format.ts'

/** How a value stands to the bucket before, in words that follow it; nothing where there is none, or it was 0. */
export function changeFrom(before: { label: string; value: number } | undefined, value: number): string {
  if (before === undefined || before.value === 0) return ''
  const change = value / before.value - 1
  const direction = change > 0 ? 'up' : change < 0 ? 'down' : 'unchanged'
  return direction === 'unchanged'
    ? `, unchanged on ${before.label}`
    : `, ${direction} ${formatShare(Math.abs(change))} on ${before.label}`
}
