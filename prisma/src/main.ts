import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { type ConnectOptions, connect, type Database } from './database.ts'
import { attach } from './embedded/attach.ts'
import { type DatabaseSettings, databaseSettings, parseEnvironment } from './environment.ts'
import { isCurrent, migrate, migrationStatus } from './migrate.ts'
import { OperatorError } from './operator-error.ts'
import { runProgram } from './program.ts'

const help = `Usage: npm run db:migrate | db:status | db:shell [-- OPTIONS]

  db:migrate   applies the migrations that are pending, and again one that failed half way
  db:status    lists the migrations and how they stand; exit code 1 unless all are applied
  db:shell     opens psql on the database; with --url prints its URL instead and keeps the
               embedded database running until Ctrl-C, for psql, Prisma Studio and other tools

DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
`

function readArguments() {
  try {
    return parseArgs({
      options: { help: { type: 'boolean', short: 'h' }, url: { type: 'boolean' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : error}\n\n${help}`)
  }
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments()
  const settings = parseEnvironment(databaseSettings, process.env)
  const command = values.help ? 'help' : positionals[0]
  // What it makes may have to be made of millions of rows.
  if (command === 'migrate') return withDatabase(settings, runMigrations, { statementTimeoutS: 0 })
  if (command === 'status') return withDatabase(settings, printStatus)
  if (command === 'shell') return openShell(settings, values.url === true)
  process.stdout.write(help)
  return command === 'help' ? 0 : 2
}

async function withDatabase(
  settings: DatabaseSettings,
  work: (database: Database) => Promise<number>,
  options: ConnectOptions = {},
): Promise<number> {
  const database = await connect(settings, options)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function runMigrations(database: Database): Promise<number> {
  const applied = await migrate(database)
  for (const name of applied) process.stdout.write(`applied  ${name}\n`)
  process.stdout.write(
    `${database.name}: ${applied.length === 0 ? 'nothing to apply, already current' : 'current'}\n`,
  )
  return 0
}

async function printStatus(database: Database): Promise<number> {
  const status = await migrationStatus(database)
  for (const { name, state } of status) process.stdout.write(`${state.padEnd(8)} ${name}\n`)
  const current = isCurrent(status)
  process.stdout.write(`${database.name}: ${current ? 'current' : 'not current; run npm run db:migrate'}\n`)
  return current ? 0 : 1
}

async function openShell(settings: DatabaseSettings, printUrl: boolean): Promise<number> {
  if (settings.DATABASE_URL !== undefined) {
    if (!printUrl) return runPsql(settings.DATABASE_URL)
    process.stdout.write(`${settings.DATABASE_URL}\n`)
    return 0
  }
  const attachment = await attach(settings.DATA_DIR)
  try {
    if (!printUrl) return await runPsql(attachment.url)
    process.stdout.write(`${attachment.url}\n`)
    process.stderr.write('The embedded database runs until you press Ctrl-C here.\n')
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    return 0
  } finally {
    await attachment.release()
  }
}

async function runPsql(url: string): Promise<number> {
  // The password goes by the environment: arguments can be read by every user of the machine.
  const { password } = new URL(url)
  const address = new URL(url)
  address.password = ''
  const psql = spawn('psql', [address.href], {
    stdio: 'inherit',
    env: { ...process.env, ...(password === '' ? {} : { PGPASSWORD: decodeURIComponent(password) }) },
  })
  process.on('SIGINT', () => {}) // Ctrl-C is psql's
  try {
    const [code] = await once(psql, 'exit')
    return typeof code === 'number' ? code : 1
  } catch {
    throw new OperatorError(
      'psql was not found. Install it, or use another client with: npm run db:shell -- --url',
    )
  }
}

await runProgram(main)
