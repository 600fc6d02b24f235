import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OperatorError, readArguments, runProgram } from '@streaming/db'
import { ownerGone } from '@streaming/db/testing'
import { z } from 'zod'
import { chromiumPath } from '../../apps/remix/e2e/chromium-path.ts'
import { run, startUntil, stopAll } from '../bench/programs.ts'
import { quantile } from '../bench/statistics.ts'
import { type PageResult, pagesTable, withPagesTable } from './pages-table.ts'
import { medianScores, type Paint, paintOf, type Scores, scoresOf } from './run-lighthouse.ts'
import { scriptSize } from './script-size.ts'

const help = `Usage: npm run lighthouse [-- OPTIONS] [PATH …]

Measures pages of a simulated service, scenario small, in Chromium, which must be installed (CHROMIUM_PATH if
it is elsewhere), by Lighthouse, which is installed first: scores as on a phone, paint and shift on a slow
processor, the size of script. Twenty minutes; writes its table into docs/benchmarks.md.

  PATH        pages instead of all, such as /viewing; prints, and writes nothing
  --rounds N  of which medians are taken (default: 3): one score of a page differs from the next by ten
  --help      show this
`

const root = new URL('../../', import.meta.url)
const benchmarks = fileURLToPath(new URL('docs/benchmarks.md', root))
const version = z
  .object({ version: z.string() })
  .parse(
    JSON.parse(readFileSync(new URL('./node_modules/lighthouse/package.json', import.meta.url), 'utf8')),
  ).version

/** Every page of the dashboard that anybody can read. */
const pages = [
  '/',
  '/viewing',
  '/revenue',
  '/subscribers',
  '/catalogue',
  '/titles/1',
  '/users',
  '/users/1',
  '/recommendations',
  '/search?q=river',
  '/about?of=/api/viewing-trend',
  '/sign-in',
]

async function main(): Promise<number> {
  const options = {
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', short: 'h' },
  } as const
  const { values, positionals } = readArguments({ options, help, allowPositionals: true })
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 99)
    throw new OperatorError(
      `--rounds: expected a whole number from 1 to 99, not “${values.rounds}”\n\n${help}`,
    )
  const chromium = chromiumPath(process.env)
  if (chromium === undefined)
    throw new OperatorError('Chromium was not found: install it, or set CHROMIUM_PATH.')
  const folder = mkdtempSync(join(tmpdir(), 'streaming-lighthouse-'))
  try {
    const results = await measurePages(positionals.length > 0 ? positionals : pages, {
      folder,
      chromium,
      rounds,
    })
    process.stdout.write(pagesTable(results))
    if (positionals.length === 0)
      writeFileSync(
        benchmarks,
        withPagesTable(readFileSync(benchmarks, 'utf8'), results, { version, rounds }),
      )
    return 0
  } finally {
    stopAll()
    await ownerGone(folder)
    rmSync(folder, { recursive: true })
  }
}

async function measurePages(
  paths: readonly string[],
  { folder, chromium, rounds }: { folder: string; chromium: string; rounds: number },
): Promise<PageResult[]> {
  const environment = { DATA_DIR: folder, DATABASE_URL: '', PORT: '0', TRAIN_EVERY_HOURS: '0' }
  await run(
    'packages/seed/src/simulator/main.ts',
    ['simulate', '--scenario', 'small', '--no-truth'],
    environment,
  )
  const { match, stop } = await startUntil(
    'apps/remix/build/program/server.js',
    [],
    { ...environment, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    /Dashboard {2}(\S+)/,
  )
  const origin = match[1] ?? ''
  const results: PageResult[] = []
  for (const path of paths) {
    process.stderr.write(`${path}\n`)
    const url = new URL(path, origin).href
    const scriptBytes = await scriptSize(url)
    const scores: Scores[] = []
    const paints: Paint[] = []
    for (let round = 0; round < rounds; round++) {
      scores.push(await scoresOf(url, chromium))
      paints.push(await paintOf(url, chromium))
    }
    const [paintMs, shift] = [
      quantile(
        paints.map(({ paintMs }) => paintMs),
        0.5,
      ),
      quantile(
        paints.map(({ shift }) => shift),
        0.5,
      ),
    ]
    results.push({ path, scores: medianScores(scores), paintMs, shift, scriptBytes })
  }
  await stop()
  return results
}

await runProgram(main)
