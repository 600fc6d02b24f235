import { RandomStream } from '../random/random-stream.ts'
import { streams } from '../random/streams.ts'
import { type Batch, clearBatch, createBatch } from '../rows/batch.ts'
import { GenreChoice } from '../viewing/genre-choice.ts'
import { Reviews } from '../viewing/reviews.ts'
import { Sittings } from '../viewing/sittings.ts'
import type { World } from '../world.ts'
import { Life } from './life.ts'
import type { Traits } from './traits.ts'
import { userRow } from './user-row.ts'

/** Told of each user after the batch has their rows. Both are reused for the next. */
export type OnUser = (user: number, traits: Traits, life: Life) => void

export interface SimulateOptions {
  /** The first user, and the one after the last; all when left out. */
  from?: number
  to?: number
  /** A batch is handed over when it holds this many plays. */
  plays?: number
  onUser?: OnUser
}

/**
 * Lives of users one after the other, in batches whose rows are ordered by user and time. What a user does depends on
 * the world and the user alone: ranges of users can be simulated anywhere, in any order.
 * @yields a batch that is valid until the next one is asked for
 */
export function* simulateUsers(
  world: World,
  { from = 0, to = world.scenario.users, plays = 20_000, onUser = () => {} }: SimulateOptions = {},
): Generator<Batch> {
  const { seed } = world
  const genreChoice = new GenreChoice(world)
  const sittings = new Sittings(world, genreChoice)
  const reviews = new Reviews(world)
  const random = new RandomStream(seed, 0)
  const life = new Life()
  const batch = createBatch()
  for (let user = from; user < to; user++) {
    const traits = world.traits.of(user)
    random.restart(seed, user, streams.life)
    drawLife(world, user, traits, life, random)
    batch.users.push(userRow(user, traits, life.lastPlan))
    addCharges(batch, user, life, world)
    const first = batch.plays.length
    genreChoice.turnTo(traits.taste)
    random.restart(seed, user, streams.sittings)
    sittings.add(batch.plays, user, traits.zone, life, random)
    random.restart(seed, user, streams.reviews)
    reviews.add(batch.reviews, batch.plays, first, user, traits, random)
    onUser(user, traits, life)
    if (batch.plays.length >= plays || batch.users.length >= 5_000) {
      yield batch
      clearBatch(batch)
    }
  }
  if (batch.users.length > 0) yield batch
}

/** Of all lives that began when the user joined, one that reaches into the simulation. */
function drawLife(world: World, user: number, traits: Traits, life: Life, random: RandomStream): void {
  const { trialEnd, month } = world.joins.of(user)
  do world.subscription.draw(life, random, trialEnd, month, traits.plan, traits.method)
  while (!life.reaches(world.calendar.start))
}

/** Some users' lives without what they watched, each valid until the next: the same that `simulateUsers` draws. */
export function* livesOf(
  world: World,
  users: Iterable<number>,
): Generator<{ user: number; traits: Traits; life: Life }> {
  const random = new RandomStream(world.seed, 0)
  const life = new Life()
  for (const user of users) {
    const traits = world.traits.of(user)
    random.restart(world.seed, user, streams.life)
    drawLife(world, user, traits, life, random)
    yield { user, traits, life }
  }
}

/** The charges of the simulation's time, at the prices of theirs. */
function addCharges(batch: Batch, user: number, life: Life, { calendar, prices }: World): void {
  for (let index = 0; index < life.charges; index++) {
    const at = Math.floor(life.at[index] ?? 0)
    if (at < calendar.start || at >= calendar.end) continue
    const plan = life.plan[index] ?? 0
    const cents = life.trial[index] ? 0 : prices.at(plan, at)
    batch.payments.add(user, plan, cents, at, life.method[index] ?? 0, life.succeeded[index] ?? false)
  }
}
