import type { World } from '../world.ts'
import { type Check, zBound } from './check.ts'
import type { Estimate } from './statistics/estimate.ts'

/** A number, and where it should be. */
export interface Measure extends Estimate {
  range: readonly [low: number, high: number]
  /** A scenario of fewer months does not have it: the check is judged by the others. */
  months?: number
}

/** What a check is judged by. */
export interface Evidence {
  measures?: readonly Measure[]
  /** What is true or not, by a bound that knows how much there is, as chi²'s does; of how many, and of how many it can be told. */
  tests?: readonly { passed: boolean; of: number; fewest: number }[]
  /** Of how much there must be how much for the numbers to be worth anything. */
  enough?: { of: number; fewest: number }
  /** What a scenario of fewer cannot show, whatever else it has. */
  fewest?: { months?: number; titles?: number }
  /** Of which there must be more where there is too little data: accounts, unless it is said. */
  by?: 'accounts' | 'titles'
}

/**
 * A check passes when the interval of every number meets its range. It fails when one misses it. It cannot be told when an
 * interval that is not all inside reaches further than half of what the number should be, or a test has too few to be made with.
 * @returns the verdict, and for what cannot be told what it would take, in words
 */
export function judge({ scenario }: World, evidence: Evidence): Pick<Check, 'passed' | 'needs'> {
  const { tests = [], enough = { of: 1, fewest: 1 }, fewest = {}, by = 'accounts' } = evidence
  const measures = (evidence.measures ?? []).filter(({ months = 0 }) => scenario.months >= months)
  const titles = fewest.titles ?? 0
  const months = measures.length + tests.length > 0 ? (fewest.months ?? 0) : fewestMonths(evidence)
  if (scenario.titles < titles) return { passed: undefined, needs: `${inWords.format(titles)} titles` }
  if (scenario.months < months) return { passed: undefined, needs: `${months} months` }
  const told = tests.filter(({ of, fewest }) => of >= fewest)
  if (measures.some(misses) || told.some(({ passed }) => !passed)) return { passed: false }
  const times = [
    ...measures.filter((measure) => !isInside(measure)).map(timesOf),
    ...[...tests, enough].map(({ of, fewest }) => fewest / of),
  ]
  if (times.every((each) => each <= 1)) return { passed: true }
  const has = by === 'accounts' ? scenario.users : scenario.titles
  // Of what was not there to be measured, it is not known how much more it takes.
  const known = Math.max(...times.filter(Number.isFinite))
  return { passed: undefined, needs: `${known > 1 ? roundedUp(known * has) : 'more'} ${by}` }
}

const inWords = new Intl.NumberFormat('en-US')

function fewestMonths({ measures = [] }: Evidence): number {
  return Math.min(...measures.map(({ months = 0 }) => months))
}

function bounds({ value, error }: Estimate): [low: number, high: number] {
  return [value - zBound * error, value + zBound * error]
}

function misses(measure: Measure): boolean {
  const [low, high] = bounds(measure)
  return high < measure.range[0] || low > measure.range[1]
}

function isInside(measure: Measure): boolean {
  const [low, high] = bounds(measure)
  return low >= measure.range[0] && high <= measure.range[1]
}

/** How many times the data it takes: an error falls with their root. A range without an upper end is known by its lower one. */
function timesOf({ error, range: [low, high] }: Measure): number {
  const middle = Number.isFinite(high) ? (low + high) / 2 : low
  return ((zBound * error) / (middle / 2)) ** 2
}

/** To two digits. */
function roundedUp(count: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return `about ${inWords.format(Math.ceil(count / step) * step)}`
}
