import type { Rows } from '../rows/table-rows.ts'

export interface LoadOptions {
  /** Empty the tables first. Without it they must be empty, but for what a load left that did not end. */
  reset: boolean
  /** Told when rows are about to be made: at the start, and again if the database asks for the transaction anew. */
  onStart?: () => void
  /** Told of rows that were made. */
  onRows?: (rows: Rows) => void
  /** Told what is being done when it is not making rows. */
  onStage?: (stage: string) => void
  /**
   * Whether the load is too large for one transaction, and goes in many, each of which leaves a true database: what
   * CockroachDB asks for. There a service that is not whole is known by its `loading` state, and cleared by the next load.
   */
  inChunks?: boolean
}

export type LoadOutcome = { kind: 'loaded'; rows: number } | { kind: 'unchanged' }
