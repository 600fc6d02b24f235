import { expect, test } from 'vitest'
import { formatExactNumber } from './format.ts'
import { alertsAsHappenings, happenedIn } from './happenings.ts'

const outage = { date: '2026-02-14', text: 'Outage' }
const rise = { date: '2026-02-01', text: 'Prices rise' }

test('a happening is told in the bucket in which it began: its day, its week from Monday, its month', () => {
  expect(happenedIn('2026-02-14', 'day', [outage])).toBe('14 Feb 2026: Outage')
  expect(happenedIn('2026-02-13', 'day', [outage])).toBeUndefined()
  // 14 February 2026 is a Saturday; 1 February is a Sunday, the last day of the week of 26 January.
  expect(happenedIn('2026-02-09', 'week', [outage])).toBe('14 Feb 2026: Outage')
  expect(happenedIn('2026-01-26', 'week', [rise, outage])).toBe('1 Feb 2026: Prices rise')
  expect(happenedIn('2026-02-01', 'month', [outage, rise])).toBe(
    '1 Feb 2026: Prices rise; 14 Feb 2026: Outage',
  )
})

test('alerts of a metric say what was observed and what was expected', () => {
  const alert = {
    date: '2026-02-14',
    metric: 'watches',
    observed: 9_210,
    expected: 15_873.5,
    low: 1,
    high: 2,
  }
  expect(alertsAsHappenings([alert, { ...alert, metric: 'hours' }], 'watches', formatExactNumber)).toEqual([
    { date: '2026-02-14', text: '9,210 where 15,873.5 was expected' },
  ])
})
