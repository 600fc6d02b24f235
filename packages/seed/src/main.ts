import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  connect,
  type Database,
  databaseSettings,
  ensureMigrated,
  parseEnvironment,
  readArguments,
  runProgram,
} from '@streaming/db'
import { hashPassword } from '@streaming/trpc-router/password'
import { fileName, type ReadDataset, readDataset, tableNames } from './dataset/dataset.ts'
import { isLoaded, isOccupied, loadDataset } from './dataset/load.ts'
import { createMockData } from './mock/mock-data.ts'
import { createProgress } from './progress.ts'

const help = `Usage: npm run seed [-- OPTIONS]

Loads a data set into the database: all of it or, if a single row does not fit, nothing.
Loading the same data set again changes nothing.

  --from DIR        the folder of six files <table>_mock_data.json (default: mock_data)
  --reset           empty the tables first, in the same transaction; on CockroachDB in parts before it
  --if-empty        do nothing if the database holds plans, users or titles
  --lock-passwords  give every user a password that nobody knows instead of the one in the files
  --write-mock DIR  write the project's own mock data to DIR instead of loading
  --help            show this

DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
`

const mockData = fileURLToPath(new URL('../../../mock_data', import.meta.url))

async function main(): Promise<number> {
  const { values: options } = readArguments({
    options: {
      from: { type: 'string', default: mockData },
      reset: { type: 'boolean', default: false },
      'if-empty': { type: 'boolean', default: false },
      'lock-passwords': { type: 'boolean', default: false },
      'write-mock': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
    help,
  })
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  if (options['write-mock'] !== undefined) return writeMockData(options['write-mock'])

  const settings = parseEnvironment(databaseSettings, process.env)
  const data = readDataset(options.from)
  const database = await connect(settings, { statementTimeoutS: 0 })
  try {
    await ensureMigrated(database, settings)
    return await load(database, data, relative('.', options.from) || '.', options)
  } finally {
    await database.close()
  }
}

async function load(
  database: Database,
  data: ReadDataset,
  folder: string,
  options: { reset: boolean; 'if-empty': boolean; 'lock-passwords': boolean },
): Promise<number> {
  if (options['if-empty'] && (await isOccupied(database))) return 0
  if (!options.reset && (await isLoaded(database, data.checksum))) return sayUnchanged(folder)
  for (const column of data.unused) process.stderr.write(`Not used: ${column}\n`)
  for (const word of data.respelled) process.stderr.write(`One spelling: ${word}\n`)

  const progress = createProgress(process.stderr)
  const hashed = await withHashedPasswords(data, options['lock-passwords'], (done, total) =>
    progress.update('hashing passwords', done, total),
  )
  const outcome = await loadDataset(database, hashed, {
    reset: options.reset,
    onlyIfEmpty: options['if-empty'],
    onTable: (table, rows) => progress.update(`writing ${table}`, rows, rows),
  })
  progress.end()
  if (outcome.kind === 'occupied') return 0
  if (outcome.kind === 'unchanged') return sayUnchanged(folder)
  const counts = tableNames.map((table) => `${data.dataset[table].length} ${table}`).join(', ')
  process.stdout.write(`Loaded ${folder} into the ${database.name}: ${counts}.\n`)
  if (outcome.replacedReviews > 0) {
    process.stdout.write(
      `${outcome.replacedReviews} reviews were replaced by a later row of the same user and title.\n`,
    )
  }
  return 0
}

function sayUnchanged(folder: string): number {
  process.stdout.write(`${folder} is loaded already; nothing was changed.\n`)
  return 0
}

/** Two at a time: hashing is as slow as it is meant to be, and the smallest machine has two cores. */
async function withHashedPasswords(
  data: ReadDataset,
  locked: boolean,
  onProgress: (done: number, total: number) => void,
): Promise<ReadDataset> {
  const users = [...data.dataset.users]
  const waiting = [...users.entries()]
  let done = 0
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, user] = next
      users[index] = {
        ...user,
        password: await hashPassword(locked ? randomBytes(32).toString('hex') : user.password),
      }
      onProgress(++done, users.length)
    }
  }
  await Promise.all([work(), work()])
  return { ...data, dataset: { ...data.dataset, users } }
}

function writeMockData(folder: string): number {
  mkdirSync(folder, { recursive: true })
  const data = createMockData()
  for (const table of tableNames) {
    writeFileSync(join(folder, fileName(table)), `${JSON.stringify({ [table]: data[table] }, null, 2)}\n`)
  }
  process.stdout.write(`Wrote ${tableNames.length} files to ${folder}.\n`)
  return 0
}

await runProgram(main)
