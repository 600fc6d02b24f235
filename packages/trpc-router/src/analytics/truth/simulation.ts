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

const Row = z.object({ scenario: z.string(), seed: z.string() })

/** The simulation that the database holds, whole; undefined where its data are not simulated. */
export async function simulationHeld(
  query: Query,
): Promise<{ scenario: Scenario; seed: string } | undefined> {
  const [held] = await query(
    Prisma.sql`SELECT s.scenario, s.seed::TEXT AS seed FROM simulations AS s WHERE s.state = 'complete'`,
    Row,
  )
  return held && { scenario: Scenario.parse(JSON.parse(held.scenario)), seed: held.seed }
}
