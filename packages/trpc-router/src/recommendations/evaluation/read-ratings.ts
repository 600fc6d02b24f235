import { statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { OperatorError, utf8Lines } from '@streaming/db'
import type { InteractionLog, Progress } from '@streaming/recommender'
import { CsvError, parse } from 'csv-parse'
import { columnsOf, formatOf, malformed, type RatingColumns } from './rating-formats.ts'
import { RatingTable } from './rating-table.ts'

/**
 * Reads ratings as MovieLens (`u.data`, `ratings.dat`, `ratings.csv`) and RecBole (`.inter`) publish them, as a stream: the file
 * may be larger than memory. Of several ratings of an item by a user the latest counts, or without times the last.
 * @param atLeast of the ratings that count, lower ones are left out
 * @throws OperatorError naming file and line
 */
export async function readRatings(
  path: string,
  atLeast: number,
  onProgress?: Progress,
): Promise<InteractionLog> {
  const format = formatOf(path)
  let columns: RatingColumns | undefined
  let table: RatingTable | undefined
  let line = 0
  const take = (fields: readonly string[]): void => {
    line++
    if (fields.every((field) => field.trim() === '')) return
    const begun = columns !== undefined
    columns ??= columnsOf(path, format, fields)
    table ??= new RatingTable(columns.time !== undefined)
    if (!begun && format.header) return
    addTo(table, fields, columns, () =>
      malformed(path, line, expectation(columns, format.separator), fields.join(format.separator)),
    )
  }
  const parser = parse({
    delimiter: format.separator,
    quote: format.quotes ? '"' : null,
    relax_column_count: true,
  })
  parser.on('readable', () => {
    try {
      for (let fields = parser.read(); fields !== null; fields = parser.read()) take(fields)
    } catch (error) {
      parser.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  })
  try {
    await pipeline(Readable.from(told(path, onProgress)), parser)
  } catch (error) {
    throw error instanceof CsvError
      ? new OperatorError(`${path}, after line ${line}: cannot be read: ${error.message}`)
      : error
  }
  const log = table?.settled(atLeast)
  if (log === undefined || log.users.length === 0)
    throw new OperatorError(`${path}: no rating of at least ${atLeast} in it`)
  return log
}

function addTo(
  table: RatingTable,
  fields: readonly string[],
  { user, item, rating, time }: RatingColumns,
  fault: () => OperatorError,
): void {
  const [ofUser = '', ofItem = ''] = [fields[user]?.trim(), fields[item]?.trim()]
  const given = numberOf(fields[rating])
  const seconds = time === undefined ? 0 : numberOf(fields[time])
  if (ofUser === '' || ofItem === '' || !(given > 0) || Number.isNaN(seconds)) throw fault()
  table.add(ofUser, ofItem, given, seconds * 1_000)
}

/** @returns NaN for what is no finite number, an empty field too */
function numberOf(field = ''): number {
  const number = field.trim() === '' ? Number.NaN : Number(field)
  return Number.isFinite(number) ? number : Number.NaN
}

function expectation(columns: RatingColumns | undefined, separator: string): string {
  const parts =
    columns?.time === undefined ? 'user, item and rating above 0' : 'user, item, rating above 0 and time'
  return `${parts}, separated by ${JSON.stringify(separator)}`
}

/** The file's text, with word of how far it is read. */
async function* told(path: string, onProgress?: Progress): AsyncGenerator<string> {
  let read = 0
  for await (const lines of utf8Lines(path)) {
    read += lines.length
    onProgress?.('reading ratings', Math.min(1, read / statSync(path).size))
    yield lines
  }
}
