import { OperatorError, Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { scenarioSchema } from '../scenario.ts'
import type { Simulation } from '../simulation.ts'

const row = z.object({ scenario: z.string(), seed: z.coerce.number(), state: z.string() })

/**
 * The simulation that the database holds.
 * @throws OperatorError when it holds none, or half of one
 */
export async function storedSimulation(query: Query): Promise<Simulation> {
  const [stored] = await query(Prisma.sql`SELECT scenario, seed::TEXT AS seed, state FROM simulations`, row)
  if (stored === undefined)
    throw new OperatorError('The database holds no simulated service. Make one with: npm run simulate')
  if (stored.state !== 'complete')
    throw new OperatorError(
      'The database holds half a simulated service: its load is going on, or did not end. Run npm run simulate again.',
    )
  return { scenario: scenarioSchema.parse(JSON.parse(stored.scenario)), seed: stored.seed }
}
