import type { Batch } from './batch.ts'
import { type Rows, simulatedTables } from './table-rows.ts'

/** How many rows there were. */
export class RowCounts {
  readonly of = { subscriptions: 0, content: 0, users: 0, watchhistory: 0, reviews: 0, paymenthistory: 0 }

  add(rows: Rows): void {
    for (const table of simulatedTables) this.of[table] += rows[table].length
  }

  /** Rows that were made and not written out. */
  addBatch({ users, plays, reviews, payments }: Batch): void {
    this.of.users += users.length
    this.of.watchhistory += plays.length
    this.of.reviews += reviews.length
    this.of.paymenthistory += payments.length
  }

  get total(): number {
    return Object.values(this.of).reduce((sum, rows) => sum + rows, 0)
  }
}
