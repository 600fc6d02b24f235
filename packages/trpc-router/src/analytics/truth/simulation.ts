import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'

/** What happened to a whole simulated service at once. */
export const SimulatedEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('price-rise'),
    /** Month of the simulation, from 0, at whose first day prices change. */
    month: z.int(),
    factor: z.number(),
  }),
  z.object({ kind: z.literal('outage'), from: z.iso.datetime(), hours: z.number(), lost: z.number() }),
])

/** What of a scenario says how the service truly behaves; the seed package knows all of it. */
const Scenario = z.object({
  name: z.string(),
  start: z.string(),
  months: z.int(),
  growth: z.object({ yearly: z.number() }),
  trial: z.object({ conversion: z.number() }),
  monthly_churn: z.number(),
  failed_charges: z.number(),
  events: z.array(SimulatedEvent),
})
export type Scenario = z.output<typeof Scenario>

/** What the simulator worked out when it made the data; the seed package says how. */
const TrueValues = z.object({
  cancellation: z.number(),
  lifetime_value: z.number(),
  completion_rate: z.number(),
  favourites: z.array(z.object({ user_id: z.int(), genre: z.string(), share: z.number() })),
})
export type TrueValues = z.output<typeof TrueValues>

const Row = z.object({ scenario: z.string(), seed: z.string(), true_values: z.string().nullable() })

export interface SimulationHeld {
  scenario: Scenario
  seed: string
  /** Undefined of a service that was loaded before they were kept. */
  trueValues: TrueValues | undefined
}

/** The simulation that the database holds, whole; undefined where its data are not simulated. */
export async function simulationHeld(query: Query): Promise<SimulationHeld | undefined> {
  const [held] = await query(
    Prisma.sql`SELECT s.scenario, s.seed::TEXT AS seed, s.true_values FROM simulations AS s WHERE s.state = 'complete'`,
    Row,
  )
  if (held === undefined) return undefined
  return {
    scenario: Scenario.parse(JSON.parse(held.scenario)),
    seed: held.seed,
    trueValues: held.true_values === null ? undefined : TrueValues.parse(JSON.parse(held.true_values)),
  }
}
