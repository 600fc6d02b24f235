import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import type { Client } from '../../dataset/insert-by-unnest.ts'
import { type Row, type SimulatedTable, tableColumns } from '../rows/table-rows.ts'

/**
 * Sends rows to PostgreSQL by COPY. Resolves when they are on their way, so that the next ones can be made while the
 * server works on these.
 * @returns what waits until the server has them; nothing else can be asked of the connection before. It rejects with
 * what the server refuses them with
 */
export async function copyRows(
  client: Client,
  table: SimulatedTable,
  rows: readonly Row[],
): Promise<{ done: () => Promise<void> }> {
  const columns = tableColumns[table].join(', ')
  const stream = client.query(from(`COPY ${table} (${columns}) FROM STDIN`))
  const ended = finished(stream)
  ended.catch(() => {}) // told by whoever waits for it
  const sent = stream.write(rows.map((row) => `${row.map(escaped).join('\t')}\n`).join(''))
  if (!sent) await Promise.race([once(stream, 'drain'), ended])
  stream.end()
  return { done: () => ended }
}

/** As COPY's text format has it. */
function escaped(cell: string | number): string | number {
  return typeof cell === 'string' && /[\\\t\n\r]/.test(cell)
    ? cell.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
    : cell
}
