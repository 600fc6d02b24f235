import { expect, test } from 'vitest'
import { judgedAlerts } from './judged-alerts.ts'

const outage = { kind: 'outage', date: '2024-06-10', until: '2024-06-11', description: '' } as const
const rise = { kind: 'price-rise', date: '2024-07-01', until: '2024-08-31', description: '' } as const
const scenario = { start: '2024-01', months: 9 }
const early = { kind: 'outage', date: '2024-04-21', until: '2024-04-21', description: '' } as const

test('an alert is explained by an event of its days that moves its metric, and the event is found', () => {
  const alerts = [
    { date: '2024-06-11', metric: 'watches' },
    { date: '2024-06-11', metric: 'hours' },
    // Neither is revenue moved by an outage, nor is anything after its last day.
    { date: '2024-06-11', metric: 'revenue' },
    { date: '2024-06-12', metric: 'watches' },
  ] as const
  expect(judgedAlerts(alerts, [outage, rise], scenario)).toEqual({
    alerts: 4,
    explained: 2,
    precision: 0.5,
    events: 2,
    found: 1,
    recall: 0.5,
  })
})

test('an event of the first 112 days is not expected to be found', () => {
  // 1 January + 112 days is 22 April 2024.
  expect(judgedAlerts([], [early], scenario)).toMatchObject({ events: 0, recall: null, precision: null })
  expect(judgedAlerts([], [{ ...early, date: '2024-04-22' }], scenario)).toMatchObject({
    events: 1,
    recall: 0,
  })
})

test('what comes after the simulation, or has not come, is judged by nobody', () => {
  // Nine months from January end with September.
  const late = [
    { date: '2024-09-30', metric: 'watches' },
    { date: '2024-10-01', metric: 'watches' },
  ] as const
  expect(judgedAlerts(late, [], scenario)).toMatchObject({ alerts: 1, explained: 0 })
  expect(judgedAlerts([], [outage, rise], scenario, '2024-06-30')).toMatchObject({ events: 1, found: 0 })
})
