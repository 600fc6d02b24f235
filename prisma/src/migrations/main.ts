import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type ConnectOptions, connect } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { attach } from '../embedded/owner/attach.ts'
import { type DatabaseSettings, databaseSettings, parseEnvironment } from '../program/environment.ts'
import { OperatorError } from '../program/operator-error.ts'
import { chooseCommand, readArguments } from '../program/read-arguments.ts'
import { runProgram } from '../program/run-program.ts'
import { sayRollup } from '../rollups/say-rollup.ts'
import { applyCockroachdbSettings } from './apply-cockroachdb-settings.ts'
import { isCurrent, migrate, migrationStatus, migrationsFolder } from './migrate.ts'

const help = `Usage: npm run db:migrate | db:status | db:shell [-- OPTIONS]

  db:migrate   applies the migrations that are pending, and again one that failed half way; on
               CockroachDB prisma/cockroachdb.sql, too, where the role may
  db:status    lists the migrations and how they stand; exit code 1 unless all are applied
  db:shell     opens psql on the database
    --url      prints its URL instead
    --keep     and keeps the embedded database running until Ctrl-C, where no server does: for
               Prisma Studio and other tools

DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
`

interface ShellOptions {
  url?: boolean | undefined
  keep?: boolean | undefined
}

const commands: Record<string, (settings: DatabaseSettings, options: ShellOptions) => Promise<number>> = {
  // What it makes may have to be made of millions of rows.
  migrate: (settings) => withDatabase(settings, runMigrations, { statementTimeoutS: 0 }),
  status: (settings) => withDatabase(settings, printStatus),
  shell: openShell,
}

async function main(): Promise<number> {
  const options = {
    help: { type: 'boolean', short: 'h' },
    url: { type: 'boolean' },
    keep: { type: 'boolean' },
  } as const
  const { values, positionals } = readArguments({ options, allowPositionals: true, help })
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const command = chooseCommand(commands, positionals, help)
  const stray = (['url', 'keep'] as const).find((option) => values[option] && positionals[0] !== 'shell')
  if (stray !== undefined) throw new OperatorError(`--${stray}: an option of db:shell alone\n\n${help}`)
  return command(parseEnvironment(databaseSettings, process.env), values)
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
  const applied = await migrate(database, migrationsFolder, sayRollup)
  for (const name of applied) process.stdout.write(`applied  ${name}\n`)
  if ((await database.engine()) === 'cockroachdb')
    for (const line of await applyCockroachdbSettings(database)) process.stdout.write(`${line}\n`)
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

async function openShell(settings: DatabaseSettings, { url, keep }: ShellOptions): Promise<number> {
  if (keep && !url) throw new OperatorError(`--keep: expected with --url\n\n${help}`)
  if (settings.DATABASE_URL !== undefined) {
    if (!url) return runPsql(settings.DATABASE_URL)
    process.stdout.write(`${settings.DATABASE_URL}\n`)
    return 0
  }
  const attachment = await attach(settings.DATA_DIR)
  try {
    if (!url) return await runPsql(attachment.url)
    process.stdout.write(`${attachment.url}\n`)
    if (!keep) return 0
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
      'psql was not found. Install it, or use another client with: npm run db:shell -- --url --keep',
    )
  }
}

await runProgram(main)
