import { connect } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { databaseSettings, parseEnvironment } from '../program/environment.ts'
import { chooseCommand, readArguments } from '../program/read-arguments.ts'
import { runProgram } from '../program/run-program.ts'
import { remakeRollups } from './remake-rollups.ts'
import { sayRollup } from './say-rollup.ts'
import { verifyRollups } from './verify.ts'

const help = `Usage: npm run rollups:verify | rollups:rebuild [-- --help]

  rollups:verify   recomputes every rollup from the tables and compares, to the last cent and count;
                   changes nothing; exit code 1 if there is a difference
  rollups:rebuild  makes every rollup anew from the tables: in one transaction, or on CockroachDB
                   in many, until the last of which no server says that it is ready

Both may take minutes on millions of events. Verify can be run beside a working service; for a
rebuild stop it: both would wait for each other, and on CockroachDB writes would be lost to the sums.
DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
`

async function verify(database: Database): Promise<number> {
  const checks = await database.snapshot((query) => verifyRollups(query, sayRollup))
  for (const { rollup, rows, differences, examples } of checks) {
    process.stdout.write(
      `${rollup.padEnd(24)} ${String(rows).padStart(10)} rows  ${differences} differences\n`,
    )
    for (const example of examples) process.stdout.write(`  ${example}\n`)
  }
  const differences = checks.reduce((sum, check) => sum + check.differences, 0)
  process.stdout.write(
    differences === 0
      ? `${database.name}: 0 differences\n`
      : `${database.name}: ${differences} differences; npm run rollups:rebuild mends them\n`,
  )
  return differences === 0 ? 0 : 1
}

async function rebuild(database: Database): Promise<number> {
  await remakeRollups(database, sayRollup)
  process.stdout.write(`${database.name}: rollups made anew\n`)
  return 0
}

const commands: Record<string, (database: Database) => Promise<number>> = { verify, rebuild }

await runProgram(async () => {
  const options = { help: { type: 'boolean', short: 'h' } } as const
  const { values, positionals } = readArguments({ options, allowPositionals: true, help })
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const work = chooseCommand(commands, positionals, help)
  const database = await connect(parseEnvironment(databaseSettings, process.env), { statementTimeoutS: 0 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
})
