import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { OperatorError, readArguments, runProgram } from '@streaming/db'
import { amount } from '../../packages/seed/src/simulator/rows/row-rate.ts'
import { type BenchEngine, embedded, nativePostgres, open, versionOf } from './engine.ts'
import type { Figure } from './figure.ts'
import { type Answer, figuresOf, measureAnswers, measureFloor } from './measure/measure-answers.ts'
import { measureHttp } from './measure/measure-http.ts'
import { growthFigures, loadService, measureLoading, vacuum } from './measure/measure-loading.ts'
import { measureTrainedService, measureTraining } from './measure/measure-recommender.ts'
import { measureRowWrites } from './measure/measure-row-writes.ts'
import { measureExactness, measureIngest, measureUnderWrites } from './measure/measure-writes.ts'
import { run, stopAll } from './programs.ts'
import { type Results, resultsPage, resultsTable } from './results.ts'
import { quantile } from './statistics.ts'

const help = `Usage: npm run bench [-- OPTIONS]

Measures the service against itself: a native PostgreSQL (which must be installed) and the embedded
database, both started in scratch folders. An hour; says figures as it has them, then writes docs/benchmarks.md.

  --quick  about a minute, over a tenth of a million watches, to see that all of it runs: ratios of so little say little. Without a
           trained service, and without the embedded database's answers over HTTP. Prints, and writes nothing
  --help   show this
`

const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))
const titles = 4_000
const sizes = {
  quick: {
    small: 100,
    large: 1_000,
    embedded: 100,
    embeddedHttp: false,
    rounds: 1,
    requestRounds: 1,
    seconds: 0.2,
    warmUpSeconds: 0.2,
    warmUp: 5,
    asked: 6,
    askedRaw: 1,
    loads: 1,
    trainUsers: 100,
    trainTitles: 400,
    served: 0,
  },
  full: {
    small: 10_000,
    large: 100_000,
    embedded: 2_000,
    embeddedHttp: true,
    rounds: 5,
    requestRounds: 31,
    seconds: 1,
    warmUpSeconds: 10,
    warmUp: 200,
    asked: 40,
    askedRaw: 3,
    loads: 3,
    trainUsers: 6_000,
    trainTitles: 3_000,
    served: 1_000,
  },
}

type Size = (typeof sizes)['quick']

async function main(): Promise<number> {
  const options = {
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  } as const
  const { quick, help: wanted } = readArguments({ options, help }).values
  if (wanted) {
    process.stdout.write(help)
    return 0
  }
  const size = quick ? sizes.quick : sizes.full
  const engine = await nativePostgres()
  const results = await withEngine(engine, () => measurePostgres(engine, size))
  process.stdout.write(resultsTable(results.figures))
  say('the embedded database')
  const other = await embedded()
  const ofEmbedded = await withEngine(other, () => measureEmbedded(other, size))
  process.stdout.write(`\nOn the embedded database:\n\n${resultsTable(ofEmbedded)}`)
  if (quick) return 0
  const notes = existsSync(page)
    ? readFileSync(page, 'utf8')
        .split(/^---\n/m)
        .slice(1)
        .join('---\n')
    : ''
  writeFileSync(page, resultsPage({ ...results, embedded: ofEmbedded }, notes))
  return 0
}

const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => reject(new OperatorError('Ended before it was done; nothing was written.')))
})
interrupted.catch(() => {}) // told by whoever measures

/** Measures, and ends all that was started for it, also when the benchmark is ended before it is done. */
async function withEngine<T>(engine: BenchEngine, measure: () => Promise<T>): Promise<T> {
  try {
    const measured = measure()
    measured.catch(() => {}) // its database goes from under it when it is interrupted
    return await Promise.race([measured, interrupted])
  } finally {
    stopAll()
    await engine.stop()
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

async function measurePostgres(engine: BenchEngine, size: Size): Promise<Omit<Results, 'embedded'>> {
  say('loads')
  const { figures: ofLoading, service: small } = await measureLoading(engine, {
    users: size.small,
    rounds: size.loads,
  })
  const figures = told(ofLoading)
  const urls = { small: small.url, large: await engine.database('large') }
  const large = await loadService(urls.large, size.large)
  const watches = { small: await count(urls.small), large: await count(urls.large) }
  for (const url of [urls.small, urls.large]) await vacuum(url)
  say('answers')
  const ofSmall = await measureAnswers(urls.small, { ...size, askedRaw: 0 })
  const answers = await measureAnswers(urls.large, size)
  figures.push(...told(figuresOf(answers, watches.large, await measureFloor(urls.large, size))))
  figures.push(...told(growthFigures({ ...small, p95: pooled(ofSmall) }, { ...large, p95: pooled(answers) })))
  say('recommender')
  const recommender = [
    ...told(await measureTraining(urls.small, size)),
    ...(size.served === 0 ? [] : told(await measureTrainedService(urls.large, { asked: size.served }))),
  ]
  say('requests')
  figures.push(...told(await measureHttp(urls.large, { ...size, rounds: size.requestRounds })))
  say('writes')
  figures.push(...told(await measureRowWrites(urls.large, { rounds: size.rounds * 4 })))
  figures.push(...told([await measureUnderWrites(urls.large, size)]))
  figures.push(...told([await measureExactness(urls.large)]))
  figures.push(
    ...told([await measureIngest(urls.large, { rounds: size.rounds * 4, users: size.large, titles })]),
  )
  return {
    database: await versionOf(urls.large),
    sizes: `Two services: ${watches.small} watches of ${amount(size.small)} accounts, and ${watches.large} of ${amount(size.large)}, over 24 months.`,
    watches: watches.large,
    figures: [...inOrder(figures), ...recommender],
    answers,
  }
}

async function measureEmbedded(engine: BenchEngine, size: Size): Promise<Figure[]> {
  const url = await engine.database('')
  const users = size.embedded
  await run(
    'packages/seed/src/simulator/main.ts',
    ['simulate', '--scenario', 'small', '--users', String(users), '--no-truth'],
    { DATABASE_URL: url },
  )
  await vacuum(url)
  const answers = await measureAnswers(url, { ...size, askedRaw: 1 })
  return inOrder([
    ...figuresOf(answers, await count(url), await measureFloor(url, size)),
    ...(size.embeddedHttp ? await measureHttp(url, { ...size, rounds: size.requestRounds }) : []),
    await measureIngest(url, { rounds: size.rounds, users, titles: 400 }),
  ])
}

/** Says figures as soon as they are there: who ends the program has those, and sees that it goes on. */
function told(figures: Figure[]): Figure[] {
  for (const { name, what, measured } of figures) process.stderr.write(`  ${name} ${what}: ${measured}\n`)
  return figures
}

function inOrder(figures: Figure[]): Figure[] {
  return figures.sort((a, b) => Number(a.name.slice(1)) - Number(b.name.slice(1)))
}

/** Of all questions' own 95th percentiles: none of them stands for the others. */
function pooled(answers: readonly Answer[]): number {
  return quantile(
    answers.map(({ p95 }) => p95),
    0.95,
  )
}

async function count(url: string): Promise<string> {
  const database = await open(url)
  const { rows } = await database.execute('SELECT COUNT(*) AS n FROM watchhistory')
  await database.close()
  return amount(Number(rows[0]?.n))
}

await runProgram(main)
