import type { Batch } from '../rows/batch.ts'
import type { Scenario } from '../scenario.ts'
import { type OnUser, simulateUsers } from '../users/simulate-users.ts'
import { createWorld, type World } from '../world.ts'

const mostCents = 9_999_999_999

/** Simulates all of a scenario. @returns what is wrong with its rows, by kind, each once */
export function brokenInvariants(scenario: Scenario, seed = 1): string[] {
  const world = createWorld(seed, scenario)
  const broken = new Set<string>()
  const access = new Map<number, [from: number, to: number][]>()
  const onUser: OnUser = (user, _traits, { periods, from, to }) => {
    access.set(
      user,
      Array.from({ length: periods }, (_, period) => [from[period] ?? Number.NaN, to[period] ?? Number.NaN]),
    )
  }
  let users = 0
  for (const batch of simulateUsers(world, { onUser })) {
    users += batch.users.length
    checkPlays(world, batch, access, broken)
    checkPayments(world, batch, broken)
    checkReviews(world, batch, broken)
    access.clear()
  }
  if (users !== scenario.users) broken.add(`${users} of ${scenario.users} users`)
  return [...broken]
}

function checkPlays(
  { calendar, titles, scenario }: World,
  { plays }: Batch,
  access: ReadonlyMap<number, readonly [number, number][]>,
  broken: Set<string>,
): void {
  for (let index = 0; index < plays.length; index++) {
    const at = plays.at[index] ?? Number.NaN
    if (!(at >= calendar.start && at < calendar.end)) broken.add('a play outside the simulation’s time')
    if ((plays.title[index] ?? 0) >= titles.length) broken.add('a play of no title')
    if ((plays.plan[index] ?? 0) >= scenario.plans.length) broken.add('a play on no plan')
    if ((plays.progress[index] ?? 0) > 10_000) broken.add('a progress of over 100 %')
    const periods = access.get(plays.user[index] ?? -1) ?? []
    if (!periods.some(([from, to]) => at >= from && at < to)) broken.add('a play without access')
  }
}

function checkPayments(
  { calendar, prices, scenario }: World,
  { payments }: Batch,
  broken: Set<string>,
): void {
  for (let index = 0; index < payments.length; index++) {
    const at = payments.at[index] ?? Number.NaN
    const plan = payments.plan[index] ?? 0
    const cents = payments.amount[index] ?? Number.NaN
    if (!(at >= calendar.start && at < calendar.end)) broken.add('a payment outside the simulation’s time')
    if (plan >= scenario.plans.length) broken.add('a payment for no plan')
    if (!Number.isInteger(cents) || cents < 0 || cents > mostCents) broken.add(`a payment of ${cents} cents`)
    if (cents !== 0 && cents !== prices.at(plan, at)) broken.add('a payment not at the price of its day')
  }
}

function checkReviews({ titles }: World, { reviews }: Batch, broken: Set<string>): void {
  for (const { title, rating } of reviews) {
    if (title >= titles.length) broken.add('a review of no title')
    if (!(rating >= 0 && rating <= 10)) broken.add(`a rating of ${rating}`)
  }
}
