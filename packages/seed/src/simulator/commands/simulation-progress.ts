import { setImmediate } from 'node:timers/promises'
import { createProgress } from '../../progress.ts'
import type { WholeFile } from '../files/whole-file.ts'
import { writeTruth } from '../files/write-truth.ts'
import { RowCounts } from '../rows/row-counts.ts'
import { amount, duration, RowRate } from '../rows/row-rate.ts'
import { simulatedRows } from '../rows/simulated-rows.ts'
import { commonRows, type Rows, simulatedTables } from '../rows/table-rows.ts'
import { simulateUsers } from '../users/simulate-users.ts'
import type { World } from '../world.ts'

/** What a person is told while a simulation is being written, and after it. */
export class SimulationProgress {
  readonly #world: World
  readonly #bar = createProgress(process.stderr)
  #counts = new RowCounts()
  #rate: RowRate
  readonly #whole: RowRate
  #made: number | undefined

  constructor(world: World) {
    this.#world = world
    this.#rate = new RowRate(this.#counts, world.scenario.users)
    this.#whole = this.#rate
  }

  /** Begins to count, anew if it had begun. */
  start(): void {
    this.#counts = new RowCounts()
    this.#rate = new RowRate(this.#counts, this.#world.scenario.users)
  }

  add(rows: Rows): void {
    this.#counts.add(rows)
    this.#tell()
  }

  /** Makes all rows and counts them: nothing is written, not even as text. */
  async count(): Promise<void> {
    this.start()
    this.#counts.add(commonRows(this.#world))
    for (const batch of simulateUsers(this.#world)) {
      this.#counts.addBatch(batch)
      this.#tell()
      // Signals and the terminal have their turn.
      await setImmediate()
    }
  }

  #tell(): void {
    this.#bar.update('simulating', this.#counts.of.users, this.#world.scenario.users, String(this.#rate))
    this.#made = this.#rate.seconds
  }

  stage(name: string): void {
    this.#bar.update(name, 0, 1, '')
  }

  /** All rows, counted. */
  *rows(): Generator<Rows> {
    this.start()
    for (const rows of simulatedRows(this.#world)) {
      yield rows
      this.add(rows)
    }
  }

  async writeTruth(file: WholeFile): Promise<void> {
    await writeTruth(this.#world, file, (done, total) =>
      this.#bar.update('writing the truth file', done, total),
    )
  }

  end(): void {
    this.#bar.end()
  }

  /** @param done what was done with the rows */
  summary(done: string): string {
    const { scenario, seed } = this.#world
    const { total, of } = this.#counts
    if (total === 0) return `${done}\n`
    const tables = simulatedTables.map((table) => `${amount(of[table])} ${table}`).join(', ')
    const made = this.#made ?? 0
    return `${done} scenario ${scenario.name}, seed ${seed}: ${tables}.
${amount(total)} rows in ${duration(this.#whole.seconds)} (made at ${amount(total / Math.max(1e-3, made))} rows/s).
`
  }
}
