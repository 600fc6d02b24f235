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
import { type Browser, medianScores, type Paint, paintOf, type Scores, scoresOf } from './run-lighthouse.ts'
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
  const ended = endedBySignals()
  try {
    const paths = positionals.length > 0 ? positionals : pages
    const results = await measurePages(paths, { folder, rounds, browser: { chromium, signal: ended } })
    process.stdout.write(pagesTable(results))
    if (positionals.length === 0)
      writeFileSync(
        benchmarks,
        withPagesTable(readFileSync(benchmarks, 'utf8'), results, { version, rounds }),
      )
    return 0
  } catch (error) {
    ended.throwIfAborted()
    throw error
  } finally {
    stopAll()
    await ownerGone(folder)
    rmSync(folder, { recursive: true })
  }
}

/** Aborted by a signal to this program, which ends what it started. */
function endedBySignals(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      controller.abort(new OperatorError('Ended before it was done; nothing was written.'))
      stopAll()
    })
  return controller.signal
}

interface Measuring {
  /** Of the service’s data. */
  folder: string
  rounds: number
  browser: Browser
}

async function measurePages(
  paths: readonly string[],
  { folder, rounds, browser }: Measuring,
): Promise<PageResult[]> {
  const environment = { DATA_DIR: folder, DATABASE_URL: '', PORT: '0', TRAIN_EVERY_HOURS: '0' }
  const simulator = 'packages/seed/src/simulator/main.ts'
  await run(simulator, ['simulate', '--scenario', 'small', '--no-truth'], environment)
  const { match, stop } = await startUntil(
    'apps/remix/build/program/server.js',
    [],
    { ...environment, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    /Dashboard {2}(\S+)/,
  )
  const results: PageResult[] = []
  for (const path of paths) {
    const result = await measurePage(path, new URL(path, match[1]).href, rounds, browser)
    const { performance, accessibility } = result.scores
    process.stderr.write(
      `${path}: performance ${performance}, accessibility ${accessibility} (${results.push(result)} of ${paths.length})\n`,
    )
  }
  await stop()
  return results
}

async function measurePage(path: string, url: string, rounds: number, browser: Browser): Promise<PageResult> {
  const scriptBytes = await scriptSize(url)
  const scores: Scores[] = []
  const paints: Paint[] = []
  for (let round = 0; round < rounds; round++) {
    scores.push(await scoresOf(url, browser))
    paints.push(await paintOf(url, browser))
  }
  return {
    path,
    scores: medianScores(scores),
    paintMs: quantile(
      paints.map(({ paintMs }) => paintMs),
      0.5,
    ),
    shift: quantile(
      paints.map(({ shift }) => shift),
      0.5,
    ),
    scriptBytes,
  }
}

await runProgram(main)
