import { z } from 'zod'
import { optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { daysMost, unusualMetrics } from '../alerts/alerts.ts'
import { JudgedAlerts, judgedAlerts } from './judged-alerts.ts'
import { SimulatedEventDays, simulatedEvents } from './simulated-events.ts'
import { simulationHeld } from './simulation.ts'
import { TrueMetric, trueMetrics } from './true-metrics.ts'

/** How good is a metric, where the true value is known? Of data that are not simulated nothing is: simulation is null, the lists are empty. */
export const Truth = z
  .object({
    simulation: z.object({ scenario: z.string(), seed: z.string() }).nullable(),
    events: z.array(SimulatedEventDays),
    metrics: z.array(TrueMetric),
    judged_alerts: JudgedAlerts.nullable().meta({
      description: 'Alerts of all days, held against the events',
    }),
  })
  .meta({
    example: {
      simulation: { scenario: 'default', seed: '1' },
      events: [
        {
          kind: 'outage',
          date: '2026-02-14',
          until: '2026-02-14',
          description: 'Outage of 6 hours: 80 % of sittings are lost',
        },
      ],
      metrics: [
        {
          metric: 'customer churn',
          unit: 'share',
          measured: 0.0561,
          truth: 0.053,
          error: 0.0031,
          definition: 'Customers lost in a month ÷ customers of the month before, over all whole months',
        },
      ],
      judged_alerts: { alerts: 3, explained: 2, precision: 0.6667, events: 1, found: 1, recall: 1 },
    },
  })

export const truth = procedure
  .meta({
    method: 'GET',
    path: '/api/truth',
    summary: 'Measured metrics beside their true values',
    description:
      'Where the data are simulated: what the simulator was told or knows of churn, trial conversion, first charges that fail, growth, lifetime value, completion, taste and, where the recommender was judged by the truth file, the best ranking, beside what the tables say of them; what happened to the whole service; and how many alerts are explained by that, and how many of these events were found. Of other data simulation is null and there is nothing to compare.',
    tag: 'Dashboard',
    access: 'reports',
    csv: false,
  })
  .input(optionalParameters({}))
  .output(Truth)
  .query(({ ctx }) =>
    ctx.analytics.snapshot(async (query) => {
      const held = await simulationHeld(query)
      if (held === undefined) return { simulation: null, events: [], metrics: [], judged_alerts: null }
      const events = simulatedEvents(held.scenario)
      return {
        simulation: { scenario: held.scenario.name, seed: held.seed },
        events,
        metrics: await trueMetrics(query, held),
        judged_alerts: judgedAlerts(await unusualMetrics(query, daysMost), events, held.scenario),
      }
    }),
  )
