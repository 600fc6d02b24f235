/**
 * Rows on their way, by column in typed arrays, so that ten million events make no object each. Ids are indices from
 * 0; instants are milliseconds of UTC.
 */

export class PlayBatch {
  length = 0
  user = new Uint32Array(1 << 14)
  plan = new Uint8Array(1 << 14)
  title = new Uint32Array(1 << 14)
  at = new Float64Array(1 << 14)
  /** Hundredths of a percent. */
  progress = new Uint16Array(1 << 14)

  add(user: number, plan: number, title: number, at: number, progress: number): void {
    if (this.length === this.at.length) {
      this.user = twice(this.user, Uint32Array)
      this.plan = twice(this.plan, Uint8Array)
      this.title = twice(this.title, Uint32Array)
      this.at = twice(this.at, Float64Array)
      this.progress = twice(this.progress, Uint16Array)
    }
    const index = this.length++
    this.user[index] = user
    this.plan[index] = plan
    this.title[index] = title
    this.at[index] = Math.floor(at)
    this.progress[index] = progress
  }
}

export class PaymentBatch {
  length = 0
  user = new Uint32Array(1 << 12)
  plan = new Uint8Array(1 << 12)
  /** Cents, up to ten digits: more than 32 bits hold. */
  amount = new Float64Array(1 << 12)
  at = new Float64Array(1 << 12)
  method = new Uint8Array(1 << 12)
  succeeded = new Uint8Array(1 << 12)

  add(user: number, plan: number, amount: number, at: number, method: number, succeeded: boolean): void {
    if (this.length === this.at.length) {
      this.user = twice(this.user, Uint32Array)
      this.plan = twice(this.plan, Uint8Array)
      this.amount = twice(this.amount, Float64Array)
      this.at = twice(this.at, Float64Array)
      this.method = twice(this.method, Uint8Array)
      this.succeeded = twice(this.succeeded, Uint8Array)
    }
    const index = this.length++
    this.user[index] = user
    this.plan[index] = plan
    this.amount[index] = amount
    this.at[index] = at
    this.method[index] = method
    this.succeeded[index] = Number(succeeded)
  }
}

/** Rows that come by the thousand, not by the million: plain objects. */
export interface ReviewRow {
  user: number
  title: number
  /** Points of 10. */
  rating: number
  text: string
}

export interface UserRow {
  user: number
  name: string
  email: string
  /** A hash whose password nobody knows. */
  password: string
  plan: number
}

/** What some users, one after the other, did. */
export interface Batch {
  users: UserRow[]
  plays: PlayBatch
  reviews: ReviewRow[]
  payments: PaymentBatch
}

export function createBatch(): Batch {
  return { users: [], plays: new PlayBatch(), reviews: [], payments: new PaymentBatch() }
}

/** Empties a batch for its next use. */
export function clearBatch(batch: Batch): void {
  batch.users.length = 0
  batch.reviews.length = 0
  batch.plays.length = 0
  batch.payments.length = 0
}

function twice<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  column: T,
  Column: new (length: number) => T,
): T {
  const larger = new Column(column.length * 2)
  larger.set(column)
  return larger
}
