import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { simulatedTables, tableColumns } from '../../../packages/seed/src/simulator/rows/table-rows.ts'
import { type BenchEngine, open } from '../engine.ts'
import { type Figure, times } from '../figure.ts'
import { run } from '../programs.ts'
import { quantile, ratioOf } from '../statistics.ts'

const simulator = 'packages/seed/src/simulator/main.ts'

export interface Loaded {
  rows: number
  seconds: number
  peakMiB: number
}

/** `npm run simulate` into a database, in a process of its own. */
export async function loadService(url: string, users: number): Promise<Loaded> {
  const args = ['simulate', '--users', String(users), '--no-truth', '--reset']
  const { out, seconds, peakMiB } = await run(simulator, args, { DATABASE_URL: url })
  return { rows: rowsIn(out), seconds, peakMiB }
}

/**
 * What PostgreSQL does by itself some minutes after a load, which has gathered the planner's statistics already. Until then SQL on the
 * events is many times slower, which flatters what does not read them.
 */
export async function vacuum(url: string): Promise<void> {
  const database = await open(url)
  await database.execute('VACUUM')
  await database.close()
}

function rowsIn(out: string): number {
  return Number((/^([\d,]+) rows/m.exec(out)?.[1] ?? '').replaceAll(',', ''))
}

/**
 * P7 and P8: the simulator, and its load, against COPY of the same rows from ready files into the same tables.
 * @returns also the last service that was loaded
 */
export async function measureLoading(
  engine: BenchEngine,
  { users, rounds }: { users: number; rounds: number },
): Promise<{ figures: Figure[]; service: Loaded & { url: string } }> {
  const folder = await mkdtemp(join(tmpdir(), 'streaming-bench-'))
  const rates: { made: number; loaded: number; copied: number }[] = []
  let service = { url: '', rows: 0, seconds: 0, peakMiB: 0 }
  try {
    const choice = ['--users', String(users)]
    await run(simulator, ['simulate', ...choice, '--to', 'csv', folder, '--no-truth'], {})
    for (let round = 0; round < rounds; round++) {
      const { out } = await run(simulator, ['simulate', ...choice, '--dry-run'], {})
      const made = Number((/at ([\d,]+) rows\/s/.exec(out)?.[1] ?? '').replaceAll(',', ''))
      const copyInto = await engine.database(`copy_${users}_${round}`)
      const loadInto = await engine.database(`load_${users}_${round}`)
      // Which of the two goes first changes from round to round.
      const before = round % 2 === 1 ? undefined : await copyFiles(copyInto, folder)
      const loaded = await loadService(loadInto, users)
      const copySeconds = before ?? (await copyFiles(copyInto, folder))
      service = { url: loadInto, ...loaded }
      rates.push({ made, loaded: loaded.rows / loaded.seconds, copied: loaded.rows / copySeconds })
    }
  } finally {
    await rm(folder, { recursive: true })
  }
  const median = (name: 'made' | 'loaded' | 'copied') =>
    quantile(
      rates.map((round) => round[name]),
      0.5,
    )
  const thousands = (rate: number) => `${Math.round(rate / 1_000)} thousand`
  const made = ratioOf(rates.map((round) => round.made / round.copied))
  const loaded = ratioOf(rates.map((round) => round.loaded / round.copied))
  const figures = [
    {
      name: 'P7',
      what: `rows a second that the simulator makes on one core ÷ that COPY takes, ${thousands(service.rows)} rows`,
      target: '≥ 3, and ≥ 500,000 rows/s',
      measured: `${times(made.median)} (${times(made.least)}–${times(made.most)}); ${thousands(median('made'))} rows/s`,
      met: made.median >= 3 && median('made') >= 500_000,
    },
    {
      name: 'P8',
      what: 'rows a second of the whole `npm run simulate`, with sums and statistics ÷ COPY from ready files',
      target: '≥ .85',
      measured: `${times(loaded.median)} (${times(loaded.least)}–${times(loaded.most)}); ${thousands(median('loaded'))} and ${thousands(median('copied'))} rows/s`,
      met: loaded.median >= 0.85,
    },
  ]
  return { figures, service }
}

/** COPY of all files, as psql does it, with the tables' indexes and foreign keys in place. @returns seconds */
async function copyFiles(url: string, folder: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const begin = performance.now()
  for (const table of simulatedTables)
    await pipeline(
      createReadStream(join(folder, `${table}.csv`)),
      client.query(from(`COPY ${table} (${tableColumns[table].join(', ')}) FROM STDIN (FORMAT csv, HEADER)`)),
    )
  const seconds = (performance.now() - begin) / 1_000
  await client.end()
  return seconds
}

/** P9: ten times the events. */
export function growthFigures(small: Loaded & { p95: number }, large: Loaded & { p95: number }): Figure[] {
  const answers = large.p95 / small.p95
  const seconds = large.seconds / small.seconds
  const memory = large.peakMiB / small.peakMiB
  return [
    {
      name: 'P9',
      what: 'ten times the events: p95 of all answers',
      target: '≤ 1.2',
      measured: `${times(answers)} (${times(small.p95)} and ${times(large.p95)} ms)`,
      met: answers <= 1.2,
    },
    {
      name: 'P9',
      what: 'ten times the events: time of `npm run simulate`',
      target: '≤ 10.5',
      measured: `${times(seconds)} (${times(small.seconds)} and ${times(large.seconds)} s)`,
      met: seconds <= 10.5,
    },
    {
      name: 'P9',
      what: 'ten times the events: peak memory of `npm run simulate`',
      target: '≤ 1.2',
      measured: `${times(memory)} (${times(small.peakMiB)} and ${times(large.peakMiB)} MiB)`,
      met: memory <= 1.2,
    },
  ]
}
