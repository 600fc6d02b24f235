import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { effectNames, type ScenarioInput, scenarioSchema } from './scenario.ts'

/** What a scenario has, one knob at an end. Sizes that only take long are left out: users and titles at their most. */
type Knobs = Omit<ScenarioInput, 'name'>
type End = [name: string, knobs: Knobs]

const plan = (name: string, price: number, share: number) => ({ name, price, features: '', share })
const outage = (hours: number, lost: number) =>
  ({ kind: 'outage', from: '2025-01-10T00:00:00Z', hours, lost }) as const
const rise = (factor: number, cancel_factor: number, month = 0) =>
  ({ kind: 'price-rise', month, factor, cancel_factor }) as const

const ends: Record<string, readonly End[]> = {
  months: [
    ['1 month', { months: 1 }],
    ['120 months', { months: 120 }],
  ],
  weekly_releases: [
    ['no releases', { weekly_releases: 0 }],
    ['most releases', { weekly_releases: 0.05 }],
  ],
  plays: [
    ['fewest plays', { plays: 0.1 }],
    ['most plays', { plays: 200 }],
  ],
  growth: [
    ['shrinking', { growth: { yearly: -0.5, capacity: 1_000 } }],
    ['fastest', { growth: { yearly: 3, capacity: 1_000 } }],
    ['full', { growth: { yearly: 3, capacity: 1.1 } }],
    ['shrinking from full', { growth: { yearly: -0.5, capacity: 1.1 } }],
  ],
  plans: [
    ['one plan', { plans: [plan('Only', 0.5, 1)] }],
    ['eight plans', { plans: Array.from({ length: 8 }, (_, at) => plan(`Plan ${at}`, 1_000, 1 / 8)) }],
    ['a plan that nobody chooses', { plans: [plan('All', 1, 1), plan('None', 2, 0)] }],
  ],
  trial: [
    ['short trials that hardly convert', { trial: { days: 1, conversion: 0.01 } }],
    ['long trials that all convert', { trial: { days: 28, conversion: 1 } }],
  ],
  monthly_churn: [
    ['least churn', { monthly_churn: 0.005 }],
    ['most churn', { monthly_churn: 0.3 }],
  ],
  failed_charges: [
    ['no charge fails', { failed_charges: 0 }],
    ['half of all charges fail', { failed_charges: 0.5 }],
  ],
  zones: [
    ['furthest west', { zones: [{ utc_offset: -720, share: 1 }] }],
    ['furthest east', { zones: [{ utc_offset: 840, share: 1 }] }],
    ['forty zones', { zones: Array.from({ length: 40 }, (_, at) => ({ utc_offset: at, share: 1 / 40 })) }],
  ],
  events: [
    ['highest rise', { events: [rise(3, 5)] }],
    ['deepest cut', { events: [rise(0.5, 1)] }],
    ['week without service', { events: [outage(168, 1)] }],
    ['outage that nobody feels', { events: [outage(0.25, 0)] }],
    ['ten highest rises', { events: Array.from({ length: 10 }, () => rise(3, 5)) }],
    [
      // $59,049,000 a month: more cents than 32 bits hold.
      'the dearest price that a payment can be',
      { plans: [plan('Dear', 1_000, 1)], events: Array.from({ length: 10 }, () => rise(3, 1)) },
    ],
    ['twenty deepest cuts', { events: Array.from({ length: 20 }, () => rise(0.5, 1)) }],
  ],
  without: [['no effect at all', { without: [...effectNames] }]],
}

/** Every end alone, and pairs of ends of two knobs that a seed chooses. */
const cases: End[] = (() => {
  const single = Object.values(ends).flat()
  const random = createRandom(20)
  const names = Object.keys(ends)
  const pairs = Array.from({ length: 40 }, (): End => {
    const first = random.pick(names)
    const second = random.pick(names.filter((name) => name !== first))
    const [a, b] = [random.pick(ends[first] ?? []), random.pick(ends[second] ?? [])]
    return [`${a[0]}, ${b[0]}`, { ...a[1], ...b[1] }]
  })
  return [...single, ...pairs]
})()

/** Seconds for one case, of which the slowest takes about five; whoever takes longer is ended, and the test fails. */
const secondsEach = 120

test('every knob at its ends, and pairs of them, ends in whole rows or is refused by name', {
  timeout: 0,
}, async () => {
  const program = fileURLToPath(new URL('./testing/simulate-cases.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const faults: string[] = []
  for (const [name, knobs] of cases) {
    const base = { name: 'end', users: 100, titles: 60, months: 3, start: '2025-01' }
    child.stdin.write(`${JSON.stringify({ ...base, ...knobs })}\n`)
    const alarm = setTimeout(() => child.kill('SIGKILL'), secondsEach * 1_000)
    const answer = await answers.next()
    clearTimeout(alarm)
    if (answer.done) throw new Error(`${name}: no answer within ${secondsEach} s`)
    const { broken = [], refused = [] } = JSON.parse(answer.value)
    faults.push(...[...broken].map((fault) => `${name}: ${fault}`))
    // What is refused is what the table of payments cannot hold.
    faults.push(...[...refused].filter((text) => !/^events\.\d+\.factor: expected prices up to/.test(text)))
  }
  child.stdin.end()
  expect(faults).toEqual([])
})

test.each([
  [{ trial: { days: 14, conversion: 0 } }, 'expected 0.01 to 1'],
  [
    { plans: [plan('Dear', 1_000, 1)], events: Array.from({ length: 11 }, () => rise(3, 1)) },
    'expected prices up to $99,999,999.99 after this and all rises before it, which make one of $177147000.00',
  ],
  [{ plans: [plan('Basic', 1, 0.5), plan('BASIC', 2, 0.5)] }, 'names must differ, in any case of letters'],
  [{ plans: [plan('\u200b', 1, 1)] }, 'expected a text with a character that can be seen'],
  [{ plans: [plan('a\u0000', 1, 1)] }, 'expected a text without control characters'],
])('%j is refused before work starts', (knobs, message) => {
  const parsed = scenarioSchema.safeParse({ name: 'refused', months: 12, start: '2025-01', ...knobs })
  expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message])
})
