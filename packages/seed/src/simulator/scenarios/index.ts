import type { ScenarioInput } from '../scenario.ts'

/** The scenarios that come with the simulator, by name: what differs from the default, and what for. */
export const scenarios: Readonly<Record<string, { about: string; scenario: ScenarioInput }>> = {
  default: {
    about: 'a grown service: 100,000 accounts over 24 months, about ten million plays',
    scenario: { name: 'default' },
  },
  small: {
    about: 'the same service in seconds: 2,000 accounts over 12 months',
    scenario: { name: 'small', users: 2_000, months: 12, start: '2025-11', titles: 400 },
  },
  growth: {
    about:
      'a young service that doubles in its first year, against a market that has room for five times as many',
    scenario: { name: 'growth', growth: { yearly: 1, capacity: 5 }, monthly_churn: 0.06 },
  },
  'price-rise': {
    about: 'all prices rise by 20 % in month 12, and more subscribers than usual leave',
    scenario: {
      name: 'price-rise',
      events: [{ kind: 'price-rise', month: 12, factor: 1.2, cancel_factor: 1.8 }],
    },
  },
  outage: {
    about: 'nobody can watch for nine hours of a Saturday evening',
    scenario: {
      name: 'outage',
      events: [{ kind: 'outage', from: '2026-02-14T17:00:00Z', hours: 9, lost: 1 }],
    },
  },
}
