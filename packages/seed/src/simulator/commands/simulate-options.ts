import { OperatorError, readArguments } from '@streaming/db'
import { chooseSimulation } from '../choose-simulation.ts'
import { scenarios } from '../scenarios/index.ts'
import type { Simulation } from '../simulation.ts'

export const simulateHelp = `Usage: npm run simulate [-- OPTIONS]

Fills the database with the life of a simulated service, in which users join, watch, review, pay,
leave for reasons and come back. The same scenario and seed always make the same rows.

  --scenario NAME|FILE  one that comes with it (--list), or a JSON file of knobs (default: default)
  --users N             accounts that are subscribers or on trial at any time of the simulation
  --months N            how long it is
  --start YYYY-MM       its first month
  --seed N              makes another service of the same kind (default: 1)
  --reset               replace what is there: the service in the database, or the files
  --to csv DIR          write a CSV file a table, and truth.ndjson, into DIR instead of the database
  --to ndjson           write rows to standard output, a JSON object a line
  --dry-run             only count: how many rows, how fast
  --truth FILE          where what the simulator knew is written, such as tastes and hazards
                        (default: truth.ndjson in DATA_DIR)
  --no-truth            do not write it
  --list                list the scenarios that come with it
  --show                print the chosen scenario with all its knobs, as JSON, to change and use as a FILE
  --help                show this

small takes seconds and 150 MB. The others have 100,000 accounts and seven to twelve million rows: on two
cores two to five minutes in the embedded database and half of that in a native PostgreSQL, 2.5 to
3.5 GB, and 70 MB for the truth file. Time and room grow as --users and --months do.

Without --reset the database must hold no service. If the load does not end, for whatever reason, nothing
of it is taken for whole: PostgreSQL and the embedded database are as they were, on CockroachDB the next
load clears what it left. A server may run meanwhile on PostgreSQL
and the embedded database: a load locks the tables, so that what is asked of it waits and may fail. On
CockroachDB stop it first: nothing is locked there, and its answers would be wrong.
DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
`

export type Target = { to: 'database' } | { to: 'csv'; folder: string } | { to: 'ndjson' } | { to: 'nowhere' }

export type SimulateOptions =
  | { do: 'help' }
  | { do: 'list' }
  | { do: 'show'; simulation: Simulation }
  | {
      do: 'simulate'
      simulation: Simulation
      target: Target
      reset: boolean
      /** Where to; undefined is the target's own place, `false` nowhere. */
      truth: string | undefined | false
    }

/** @throws OperatorError that names the option, what came and what is allowed */
export function simulateOptions(args: string[]): SimulateOptions {
  const { values, positionals } = parsed(args)
  if (values.help) return { do: 'help' }
  if (values.list) return { do: 'list' }
  const { scenario, seed, users, months, start } = values
  const simulation = chooseSimulation({ scenario, seed, users, months, start })
  if (values.show) return { do: 'show', simulation }
  const target = targetOf(values.to, values['dry-run'], positionals)
  if (values.truth !== undefined && (values['no-truth'] || target.to === 'nowhere'))
    throw new OperatorError(
      `--truth and ${values['no-truth'] ? '--no-truth' : '--dry-run'} exclude each other: one writes the file, the other writes none.`,
    )
  const truth = values['no-truth'] ? false : values.truth
  return { do: 'simulate', simulation, target, reset: values.reset, truth }
}

export function listScenarios(): string {
  const width = Math.max(...Object.keys(scenarios).map((name) => name.length))
  return Object.entries(scenarios)
    .map(([name, { about }]) => `${name.padEnd(width)}  ${about}\n`)
    .join('')
}

function parsed(args: string[]) {
  return readArguments({
    args,
    allowPositionals: true,
    options: {
      scenario: { type: 'string', default: 'default' },
      users: { type: 'string' },
      months: { type: 'string' },
      start: { type: 'string' },
      seed: { type: 'string', default: '1' },
      reset: { type: 'boolean', default: false },
      to: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      truth: { type: 'string' },
      'no-truth': { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      show: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    help: simulateHelp,
  })
}

function targetOf(to: string | undefined, dryRun: boolean, positionals: string[]): Target {
  const [folder, ...others] = positionals
  const unused = to === 'csv' ? others : positionals
  if (unused.length > 0)
    throw new OperatorError(`Not an option: ${unused.join(' ')}. See: npm run simulate -- --help`)
  if (dryRun && to !== undefined)
    throw new OperatorError('--dry-run and --to exclude each other: a dry run writes nothing.')
  if (dryRun) return { to: 'nowhere' }
  if (to === undefined) return { to: 'database' }
  if (to === 'ndjson') return { to }
  if (to !== 'csv') throw new OperatorError(`--to: expected csv DIR or ndjson, got ${JSON.stringify(to)}`)
  if (folder === undefined) throw new OperatorError('--to csv: expected a folder after it: --to csv DIR')
  return { to, folder }
}
