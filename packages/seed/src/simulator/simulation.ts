import { createHash } from 'node:crypto'
import type { Scenario } from './scenario.ts'

/** What makes a simulated service: the same two always make the same one. */
export interface Simulation {
  scenario: Scenario
  /** 32 bits, not negative. */
  seed: number
}

/** Lower-case hex SHA-256 over the scenario and the seed. */
export function checksumOf({ scenario, seed }: Simulation): string {
  return createHash('sha256').update(JSON.stringify({ scenario, seed })).digest('hex')
}
