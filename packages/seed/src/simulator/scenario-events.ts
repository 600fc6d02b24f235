import { z } from 'zod'
import { Calendar } from './calendar.ts'
import { from, knobs, share } from './knob.ts'

/** What happens to a whole service at once, and whether its time and its prices can hold it. */

const month = z
  .int('expected a month of the simulation, from 0')
  .min(0, 'expected a month of the simulation, from 0')

export const event = z.discriminatedUnion(
  'kind',
  [
    knobs({
      kind: z.literal('price-rise'),
      /** Month of the simulation, from 0, at whose first day all prices change. */
      month,
      /** New price over old. */
      factor: from(0.5, 3),
      /** How much likelier a subscriber is to cancel in that month and the next. */
      cancel_factor: from(1, 5),
    }),
    knobs({
      kind: z.literal('outage'),
      /** UTC. */
      from: z.iso.datetime('expected an instant of UTC such as 2026-02-14T17:00:00Z'),
      hours: from(0.25, 168),
      /** Share of sittings that do not happen. */
      lost: share,
    }),
  ],
  'expected an event of kind price-rise or outage',
)
export type ScenarioEvent = z.infer<typeof event>

interface Planned {
  start: string
  months: number
  plans: readonly { price: number }[]
  events: readonly ScenarioEvent[]
}

interface EventFault {
  /** The event's place in the list. */
  index: number
  field: string
  input: unknown
  message: string
}

/** What a payment can be: the column's ten digits, two of them decimals. */
const mostCents = 9_999_999_999

/** The events that the scenario's time or the table of payments cannot hold. */
export function eventFaults(scenario: Planned): EventFault[] {
  return [...timeFaults(scenario), ...priceFaults(scenario)]
}

function timeFaults(scenario: Planned): EventFault[] {
  const { start, end } = new Calendar(scenario)
  return scenario.events.flatMap((event, index): EventFault[] => {
    if (event.kind === 'price-rise')
      return event.month < scenario.months
        ? []
        : [
            {
              index,
              field: 'month',
              input: event.month,
              message: `expected a month of the simulation, 0 to ${scenario.months - 1}`,
            },
          ]
    const at = Date.parse(event.from)
    return at >= start && at < end
      ? []
      : [
          {
            index,
            field: 'from',
            input: event.from,
            message: `expected an instant of the simulation, from ${day(start)} to ${day(end - 1)}`,
          },
        ]
  })
}

/** Each rise is on top of those before it, so that twenty of them may be more than a payment can be. */
function priceFaults({ plans, events }: Planned): EventFault[] {
  let cents = plans.map(({ price }) => Math.round(price * 100))
  const rises = events.flatMap((event, index) => (event.kind === 'price-rise' ? [{ ...event, index }] : []))
  for (const { index, factor } of rises.sort((a, b) => a.month - b.month)) {
    cents = cents.map((before) => Math.round(before * factor))
    const outside = cents.find((price) => price > mostCents)
    if (outside !== undefined)
      return [
        {
          index,
          field: 'factor',
          input: factor,
          message: `expected prices up to $99,999,999.99 after this and all rises before it, which make one of $${(outside / 100).toFixed(2)}`,
        },
      ]
  }
  return []
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
