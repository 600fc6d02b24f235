import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError, readBytes, utf8Text } from '@streaming/db'
import { z } from 'zod'
import { rowSchemas } from './dataset-rows.ts'
import { toOneSpelling } from './one-spelling.ts'

/** A data set: six tables whose references are 1-based positions in each other. */
export type Dataset = { [Table in TableName]: z.infer<(typeof rowSchemas)[Table]>[] }

export const tableNames = [
  'subscriptions',
  'users',
  'content',
  'watchhistory',
  'reviews',
  'paymenthistory',
] as const
export type TableName = (typeof tableNames)[number]

export function fileName(table: TableName): string {
  return `${table}_mock_data.json`
}

export interface ReadDataset {
  dataset: Dataset
  /** Lower-case hex SHA-256 over the six files, in the order of `tableNames`. */
  checksum: string
  /** Columns of the files that no table has; they are left out. */
  unused: string[]
  /** Words that were written in another case of letters before, for people. */
  respelled: string[]
}

const faultsShown = 10

/**
 * Reads and checks a folder of six files `<table>_mock_data.json`, each `{ "<table>": [row, …] }`.
 * @throws OperatorError with file, row number (from 1) and reason of every fault, ten at most
 */
export function readDataset(folder: string): ReadDataset {
  if (!existsSync(folder)) throw new OperatorError(`There is no folder ${folder}`)
  const hash = createHash('sha256')
  const faults: string[] = []
  const unused = new Set<string>()
  const dataset: Dataset = {
    subscriptions: [],
    users: [],
    content: [],
    watchhistory: [],
    reviews: [],
    paymenthistory: [],
  }
  for (const table of tableNames) {
    const file = fileName(table)
    const bytes = readBytes(join(folder, file))
    hash.update(table).update(bytes)
    const rows = parseFile(file, table, bytes)
    readRows(table, rows, dataset, (row, reason) => faults.push(`${file}, row ${row}: ${reason}`))
    for (const row of rows) {
      for (const column of Object.keys(row instanceof Object ? row : {})) {
        if (!(column in rowSchemas[table].shape)) unused.add(`${file}: ${column}`)
      }
    }
  }
  if (faults.length === 0) faults.push(...referenceFaults(dataset), ...duplicateFaults(dataset))
  if (faults.length > 0) throw new OperatorError(describe(folder, faults))
  return { dataset, checksum: hash.digest('hex'), unused: [...unused], respelled: toOneSpelling(dataset) }
}

function describe(folder: string, faults: string[]): string {
  const more = faults.length > faultsShown ? [`… and ${faults.length - faultsShown} more`] : []
  return [
    `The data in ${folder} was not loaded; the database is as it was.`,
    ...faults.slice(0, faultsShown),
    ...more,
  ].join('\n')
}

function parseFile(file: string, table: TableName, bytes: Buffer): unknown[] {
  const text = utf8Text(bytes, file)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    // What follows the comma quotes the file, which holds passwords.
    const reason = error instanceof Error ? error.message.replace(/, .*$/s, '') : String(error)
    throw new OperatorError(`${file}: not JSON: ${reason}`)
  }
  const parsed = z.object({ [table]: z.array(z.unknown()) }).safeParse(json)
  const rows = parsed.success ? parsed.data[table] : undefined
  if (rows === undefined) throw new OperatorError(`${file}: expected { "${table}": [ … ] }`)
  return rows
}

function readRows(
  table: TableName,
  rows: unknown[],
  dataset: Dataset,
  fault: (row: number, reason: string) => void,
): void {
  const parsed: unknown[] = dataset[table]
  for (const [index, row] of rows.entries()) {
    const result = rowSchemas[table].safeParse(row)
    if (result.success) parsed.push(result.data)
    else for (const issue of result.error.issues) fault(index + 1, describeIssue(issue, row))
  }
}

/** Passwords are the one value that a message must not repeat. */
function describeIssue(issue: z.core.$ZodIssue, row: unknown): string {
  const [field] = issue.path
  if (field === undefined) return issue.message
  const given: unknown = row instanceof Object ? Reflect.get(row, field) : undefined
  if (given === undefined) return `${String(field)} is missing`
  return field === 'password'
    ? `password: ${issue.message}`
    : `${String(field)}: ${issue.message}, got ${JSON.stringify(given)}`
}

function referenceFaults(dataset: Dataset): string[] {
  const references = [
    ['users', 'subscription_id', 'subscriptions'],
    ['watchhistory', 'user_id', 'users'],
    ['watchhistory', 'content_id', 'content'],
    ['watchhistory', 'subscription_id', 'subscriptions'],
    ['reviews', 'user_id', 'users'],
    ['reviews', 'content_id', 'content'],
    ['paymenthistory', 'user_id', 'users'],
    ['paymenthistory', 'subscription_id', 'subscriptions'],
  ] as const
  return references.flatMap(([table, column, target]) =>
    dataset[table].flatMap((row, index) => {
      const position: unknown = Reflect.get(row, column)
      // Null: the row is without it.
      const known = position === null || (typeof position === 'number' && position <= dataset[target].length)
      if (known) return []
      return [
        `${fileName(table)}, row ${index + 1}: ${column} ${position} is not a row of ${fileName(target)}, which has ${dataset[target].length}`,
      ]
    }),
  )
}

function duplicateFaults(dataset: Dataset): string[] {
  return [
    ...duplicates(
      'subscriptions',
      'name',
      // People filter by it in any case.
      dataset.subscriptions.map(({ name }) => name.toLowerCase()),
    ),
    ...duplicates(
      'users',
      'email',
      dataset.users.map(({ email }) => email),
    ),
  ]
}

function duplicates(table: TableName, column: string, values: string[]): string[] {
  const first = new Map<string, number>()
  return values.flatMap((value, index) => {
    const before = first.get(value)
    first.set(value, before ?? index + 1)
    if (before === undefined) return []
    return [
      `${fileName(table)}, row ${index + 1}: ${column} ${JSON.stringify(value)} is already in row ${before}`,
    ]
  })
}
