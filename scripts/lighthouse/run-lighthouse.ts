import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { OperatorError } from '@streaming/db'
import { z } from 'zod'
import { quantile } from '../bench/statistics.ts'
import { withChromium } from './chromium.ts'

const program = fileURLToPath(new URL('./node_modules/lighthouse/cli/index.js', import.meta.url))
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof categories)[number]

/** A phone of 2022 on a slow network, simulated: Lighthouse’s own settings. */
const asPhone = [`--only-categories=${categories.join(',')}`]
/** A processor four times slower and no network: what drawing the page costs. */
const slowProcessor = [
  '--throttling-method=devtools',
  '--throttling.cpuSlowdownMultiplier=4',
  '--throttling.requestLatencyMs=0',
  '--throttling.downloadThroughputKbps=0',
  '--throttling.uploadThroughputKbps=0',
  '--only-audits=largest-contentful-paint,cumulative-layout-shift',
]

const Score = z.object({ score: z.number() })
const ScoresReport = z.object({
  categories: z.object({
    performance: Score,
    accessibility: Score,
    'best-practices': Score,
    seo: Score,
  } satisfies Record<Category, typeof Score>),
})
const Audit = z.object({ numericValue: z.number() })
const PaintReport = z.object({
  audits: z.object({ 'largest-contentful-paint': Audit, 'cumulative-layout-shift': Audit }),
})

/** What pages are looked at with. */
export interface Browser {
  /** Where Chromium is. */
  chromium: string
  /** Ends it. */
  signal: AbortSignal
}

export type Scores = Record<Category, number>
export interface Paint {
  paintMs: number
  shift: number
}

/** Of each category. */
export function medianScores(scores: readonly Scores[]): Scores {
  const of = (category: Category) =>
    quantile(
      scores.map((each) => each[category]),
      0.5,
    )
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    'best-practices': of('best-practices'),
    seo: of('seo'),
  }
}

/** Lighthouse’s scores of a page, 0 to 100. */
export async function scoresOf(url: string, browser: Browser): Promise<Scores> {
  const { categories: found } = ScoresReport.parse(await report(url, browser, asPhone))
  const points = (category: Category) => Math.round(found[category].score * 100)
  return {
    performance: points('performance'),
    accessibility: points('accessibility'),
    'best-practices': points('best-practices'),
    seo: points('seo'),
  }
}

/** When the largest part of a page is painted, in milliseconds, and how far its layout shifts, on a slow processor. */
export async function paintOf(url: string, browser: Browser): Promise<Paint> {
  const { audits } = PaintReport.parse(await report(url, browser, slowProcessor))
  return {
    paintMs: audits['largest-contentful-paint'].numericValue,
    shift: audits['cumulative-layout-shift'].numericValue,
  }
}

/** What goes wrong at times in Lighthouse itself, and not the next time: its trace of the page has no beginning. */
const passing = 'NO_NAVSTART'
const attempts = 3

/** Lighthouse’s report of a page. @throws OperatorError when the page cannot be measured */
async function report(url: string, browser: Browser, options: readonly string[]): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const found = await reportOnce(url, browser, options)
    const { runtimeError } = Outcome.parse(found)
    if (runtimeError === undefined) return found
    if (runtimeError.code !== passing || attempt === attempts)
      throw new OperatorError(`${url}: ${runtimeError.message}`)
  }
}

const Outcome = z.object({
  runtimeError: z.object({ code: z.string(), message: z.string() }).optional(),
})

async function reportOnce(
  url: string,
  { chromium, signal }: Browser,
  options: readonly string[],
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'streaming-lighthouse-'))
  const file = join(folder, 'report.json')
  try {
    await withChromium(chromium, (port) =>
      promisify(execFile)(
        process.execPath,
        [
          program,
          url,
          '--quiet',
          '--output=json',
          `--output-path=${file}`,
          '--no-enable-error-reporting',
          `--port=${port}`,
          ...options,
        ],
        { signal },
      ),
    ).catch((error: unknown) => {
      // What went wrong with the page is in the report, if there is one.
      if (signal.aborted || !existsSync(file)) throw error
    })
    return JSON.parse(await readFile(file, 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
