import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { type Rows, type SimulatedTable, simulatedTables, tableColumns } from '../rows/table-rows.ts'
import { WholeFile } from './whole-file.ts'

/** One CSV file a table (RFC 4180, with a line of column names), in the order of the tables' columns. */
export class CsvFiles {
  readonly #files: Readonly<Record<SimulatedTable, WholeFile>>
  #named = false

  /** @throws OperatorError when one of them exists and is not to be replaced */
  constructor(folder: string, replace: boolean) {
    const file = (table: SimulatedTable) => new WholeFile(join(folder, `${table}.csv`), replace)
    this.#files = {
      subscriptions: file('subscriptions'),
      content: file('content'),
      users: file('users'),
      watchhistory: file('watchhistory'),
      reviews: file('reviews'),
      paymenthistory: file('paymenthistory'),
    }
  }

  get all(): WholeFile[] {
    return Object.values(this.#files)
  }

  async write(rows: Rows): Promise<void> {
    for (const table of simulatedTables) {
      if (!this.#named) await this.#files[table].write(csv([tableColumns[table]]))
      await this.#files[table].write(csv(rows[table]))
    }
    this.#named = true
  }
}

function csv(rows: Parameters<typeof stringify>[0]): string {
  // A carriage return alone ends a line, too, for whoever reads the file.
  return stringify(rows, { quoted_match: /\r/ })
}
