/**
 * How subscribers come, pay, leave and return. Sources: docs/simulation.md; what is assumed says so.
 */

/**
 * Chance to cancel at the end of the n-th paid month, from the first; the last one holds on. Failed charges that
 * nobody mends come on top.
 */
export const cancelHazards = [
  0.255, 0.122, 0.082, 0.06, 0.047, 0.038, 0.031, 0.026, 0.023, 0.021, 0.019, 0.018, 0.0185, 0.0185, 0.0185,
  0.0185,
] as const

/** How much low use and low satisfaction (standard normal) raise ln(hazard): reasons come before leaving. */
export const reasons = { use: 0.4, satisfaction: 0.35 } as const

/** A failed charge is tried again so many days after it, and by then this share of all has been paid. */
export const retries = [
  { afterDays: 2, paid: 0.24 },
  { afterDays: 5, paid: 0.3 },
  { afterDays: 7, paid: 0.35 },
  { afterDays: 10, paid: 0.43 },
  { afterDays: 14, paid: 0.5 },
] as const

/** Those who give a new card after the last try, how long after the failed charge, and when access ends otherwise. */
export const cardUpdate = { afterDays: 17, paid: 0.72, accessEndsAfterDays: 21 } as const

/** Share of those who left that is back in the n-th month after leaving; the rest stays away. */
export const returnShares = [
  0.115, 0.08, 0.055, 0.0125, 0.0125, 0.0115, 0.0115, 0.011, 0.0105, 0.0105, 0.01, 0.01, 0.005, 0.005, 0.004,
  0.004, 0.003, 0.003, 0.003, 0.003, 0.002, 0.002, 0.002, 0.002,
] as const

/** Chance a month to move to the next dearer or cheaper plan (assumed). */
export const planChange = { up: 0.006, down: 0.008 } as const

export { methods as methodShares } from '../../mock/words.ts'

/** How long the service had been open when the simulation starts, in months: long-standing subscribers stay longest. */
export const serviceAgeMonths = 40
