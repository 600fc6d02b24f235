import type { PaymentBatch, PlayBatch, ReviewRow } from '../rows/batch.ts'
import type { World } from '../world.ts'
import { type Sitting, sittingsOf } from './sittings-of.ts'
import { type Spell, spellsOf } from './spells.ts'

/** Rows of whole users, in order of user and time: simulated ones, or read back out of the tables. */
export interface UserRows {
  users: readonly { user: number }[]
  plays: PlayBatch
  reviews: readonly StoredReview[]
  payments: PaymentBatch
}

export type StoredReview = Pick<ReviewRow, 'user' | 'title' | 'rating'>

/** What one user did, as the tables hold it, in order of time. Valid until the next one. */
export interface UserView {
  user: number
  /** Known of the scenario, not in the tables: where the user lives. */
  zone: number
  batch: UserRows
  /** Rows of `batch.plays` from this one to the one before `playsTo`. */
  playsFrom: number
  playsTo: number
  paymentsFrom: number
  paymentsTo: number
  sittings: readonly Sitting[]
  reviews: readonly StoredReview[]
  spells: readonly Spell[]
  /** When trials began, of the simulation's time. */
  trials: readonly number[]
}

/** Cuts a batch into its users. */
export function* userViews(world: World, batch: UserRows): Generator<UserView> {
  let play = 0
  let payment = 0
  let review = 0
  for (const { user } of batch.users) {
    const playsFrom = play
    while (play < batch.plays.length && batch.plays.user[play] === user) play++
    const paymentsFrom = payment
    while (payment < batch.payments.length && batch.payments.user[payment] === user) payment++
    const reviewsFrom = review
    while (review < batch.reviews.length && batch.reviews[review]?.user === user) review++
    yield {
      user,
      zone: world.traits.of(user).zone,
      batch,
      playsFrom,
      playsTo: play,
      paymentsFrom,
      paymentsTo: payment,
      sittings: sittingsOf(world, batch.plays, playsFrom, play),
      reviews: batch.reviews.slice(reviewsFrom, review),
      ...spellsOf(world, batch.payments, paymentsFrom, payment),
    }
  }
}
