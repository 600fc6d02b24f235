import { connect, type DatabaseSettings, ensureMigrated, readArguments } from '@streaming/db'
import { createProgress } from '../../progress.ts'
import { WholeFile, withWholeFiles } from '../files/whole-file.ts'
import type { Check } from '../report/check.ts'
import { reportPage } from '../report/page/report-page.ts'
import { reportTable } from '../report/page/report-table.ts'
import { Report } from '../report/report.ts'
import type { Simulation } from '../simulation.ts'
import { storedSimulation } from '../stored/stored-simulation.ts'
import { storedUsers } from '../stored/stored-users.ts'
import { createWorld } from '../world.ts'
import { writeOut } from './write-out.ts'

const help = `Usage: npm run simulate:report [-- OPTIONS]

Reads the simulated service out of the database and holds it against twenty-one facts about real ones.

  --html FILE  write the report with plots, too; an existing file is replaced
  --json       print the checks as JSON instead of a table
  --help       show this

The exit code is 1 when a check fails. A check that has too little data says so and does not fail.
DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
`

/**
 * `npm run simulate:report`.
 * @returns the exit code
 * @throws OperatorError when the database holds no simulated service
 */
export async function simulateReport(args: string[], settings: DatabaseSettings): Promise<number> {
  const { html, json, help: asked } = parsed(args)
  if (asked) {
    await writeOut(process.stdout, help)
    return 0
  }
  const files = html === undefined ? [] : [new WholeFile(html, true)]
  let checks: Check[] = []
  await withWholeFiles(files, async () => {
    const measured = await measure(settings)
    checks = measured.checks
    for (const file of files) await file.write(reportPage(measured.simulation, checks))
  })
  await writeOut(
    process.stdout,
    json ? `${JSON.stringify(checks, null, 2)}\n` : reportTable(checks, process.stdout.columns ?? 120),
  )
  return checks.some(({ passed }) => passed === false) ? 1 : 0
}

async function measure(settings: DatabaseSettings): Promise<{ simulation: Simulation; checks: Check[] }> {
  const database = await connect(settings, { statementTimeoutS: 0 })
  try {
    await ensureMigrated(database, settings)
    return await database.snapshot(async (query) => {
      const simulation = await storedSimulation(query)
      const world = createWorld(simulation.seed, simulation.scenario)
      const report = new Report(world)
      const progress = createProgress(process.stderr)
      let done = 0
      for await (const users of storedUsers(query, world)) {
        report.add(users)
        done += users.users.length
        progress.update('reading users', done, world.scenario.users)
      }
      progress.end()
      return { simulation, checks: report.checks() }
    })
  } finally {
    await database.close()
  }
}

function parsed(args: string[]) {
  return readArguments({
    args,
    options: {
      html: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    help,
  }).values
}
