import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { emptyTables, openTestDatabase } from '@streaming/db/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { scenarioSchema } from './scenario.ts'
import { simulateUsers } from './users/simulate-users.ts'
import { createWorld } from './world.ts'

const database = await openTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'streaming-simulate-'))
beforeEach(() => emptyTables(database))
afterAll(() => rmSync(folder, { recursive: true }))

const scenario = { name: 'test', users: 300, months: 2, titles: 70, start: '2025-01' }
const scenarioFile = join(folder, 'scenario.json')
writeFileSync(scenarioFile, JSON.stringify(scenario))
const chosen = ['--scenario', scenarioFile, '--seed', '5']
const world = createWorld(5, scenarioSchema.parse(scenario))

function start(...args: string[]) {
  return spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./main.ts', import.meta.url)), ...args],
    {
      env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: join(folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
}

/** The program as `npm run simulate` and `npm run simulate:report` run it. */
async function run(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = start(...args)
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n')
const count = async (table: string) =>
  Number((await database.execute(`SELECT COUNT(*) AS n FROM ${table}`)).rows[0]?.n)

test('it fills the database, says with what, shows how far it is, and writes what it knew', async () => {
  const { code, out, err } = await run('simulate', ...chosen)
  expect(err).toMatch(/^simulating \(300\)\n(simulating: [\d,]+ rows, [\d,]+\/s, 0:\d\d left\n)+/)
  expect(code).toBe(0)
  expect(out).toContain(
    `scenario test, seed 5: 4 subscriptions, 70 content, 300 users, ${(await count('watchhistory')).toLocaleString('en-US')} watchhistory`,
  )
  const truth = lines(join(folder, 'data', 'truth.ndjson'))
  expect(truth).toHaveLength(1 + 70 + 300)

  // A hundredth of the users is held against the lives themselves.
  const known = z.object({
    user_id: z.number(),
    lifetime_value: z.number(),
    satisfaction: z.number(),
    paid_months: z.object({ cancel_hazard: z.array(z.number()) }),
    taste: z.record(z.string(), z.number()),
  })
  const byUser = new Map(
    truth
      .slice(71)
      .map((line) => known.parse(JSON.parse(line)))
      .map((row) => [row.user_id, row]),
  )
  const batches = simulateUsers(world, {
    onUser(user, _traits, life) {
      const told = byUser.get(user + 1)
      expect(told?.satisfaction).toBeCloseTo(life.satisfaction, 4)
      const shares = Object.values(told?.taste ?? {})
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2)
      const paid = [...Array(life.periods).keys()].filter(
        (period) => life.paid[period] && (life.to[period] ?? 0) > world.calendar.start,
      )
      expect(told?.paid_months.cancel_hazard).toHaveLength(paid.length)
    },
  })
  for (const _ of batches) {
    // the lives are what is looked at
  }
  // Who joined in the simulation paid all they ever paid in it.
  const { rows } = await database.execute(`
    SELECT u.user_id::INT4 AS id, COALESCE(SUM(p.amount) FILTER (WHERE p.status = 'succeeded'), 0)::FLOAT8 AS paid
    FROM users AS u JOIN paymenthistory AS p ON p.user_id = u.user_id
    GROUP BY 1 HAVING MIN(p.amount) = 0`)
  expect(rows.length).toBeGreaterThan(20)
  for (const { id, paid } of rows) expect(byUser.get(id)?.lifetime_value).toBeCloseTo(paid, 2)
})

test('the same scenario and seed give the same files, twice, and what is there is not overwritten', async () => {
  const [first, second] = [join(folder, 'one'), join(folder, 'two')]
  expect((await run('simulate', ...chosen, '--to', 'csv', first)).code).toBe(0)
  expect((await run('simulate', ...chosen, '--to', 'csv', second)).code).toBe(0)
  const files = readdirSync(first).sort()
  expect(files).toEqual([
    'content.csv',
    'paymenthistory.csv',
    'reviews.csv',
    'subscriptions.csv',
    'truth.ndjson',
    'users.csv',
    'watchhistory.csv',
  ])
  for (const file of files) expect(readFileSync(join(first, file))).toEqual(readFileSync(join(second, file)))
  expect(lines(join(first, 'subscriptions.csv')).slice(0, 2)).toEqual([
    'subscription_id,name,price,features',
    '1,Student,4.99,"HD on one screen, proof of enrolment each year"',
  ])

  const again = await run('simulate', ...chosen, '--to', 'csv', first)
  expect(again).toMatchObject({
    code: 1,
    err: expect.stringContaining('subscriptions.csv exists already. Nothing was written; with --reset'),
  })
  expect(readdirSync(first).sort()).toEqual(files)
  expect((await run('simulate', ...chosen, '--to', 'csv', first, '--reset')).code).toBe(0)
})

test('a JSON object a line goes to standard output, and a reader who has enough ends it', async () => {
  const { out, err, code } = await run('simulate', ...chosen, '--to', 'ndjson')
  const rows = out
    .trimEnd()
    .split('\n')
    .map((line) => z.looseObject({ table: z.string() }).parse(JSON.parse(line)))
  const tables = new Map<string, number>()
  for (const { table } of rows) tables.set(table, (tables.get(table) ?? 0) + 1)
  expect(code).toBe(0)
  expect(err).toContain(`${tables.get('watchhistory')?.toLocaleString('en-US')} watchhistory`)
  expect(rows.find(({ table }) => table === 'subscriptions')).toEqual({
    table: 'subscriptions',
    subscription_id: 1,
    name: 'Student',
    price: 4.99,
    features: 'HD on one screen, proof of enrolment each year',
  })

  const child = start('simulate', '--scenario', 'small', '--to', 'ndjson')
  const told = text(child.stderr)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(await told).not.toContain('EPIPE')
})

test('a truth file that cannot be written is told before anything is loaded', async () => {
  const { code, err } = await run('simulate', ...chosen, '--truth', folder, '--reset')
  expect(code).toBe(1)
  expect(err).toContain(`${folder} cannot be written: it is a folder`)
  expect(await count('users')).toBe(0)
})

test('a dry run counts and writes nothing', async () => {
  const { code, out } = await run('simulate', ...chosen, '--dry-run')
  expect(code).toBe(0)
  expect(out).toMatch(/^Would write scenario test, seed 5: 4 subscriptions, 70 content, 300 users, /)
  expect(await count('users')).toBe(0)
})

test.each([
  [['--users', 'many'], 'users: expected a whole number from 100 to 5000000, got "many"'],
  [['--months', '0'], 'months: expected a whole number from 1 to 120, got 0'],
  [['--start', '2025'], 'start: expected YYYY-MM from 1970-01 to 2099-12, got "2025"'],
  [['--seed=-1'], 'seed: expected a whole number from 0 to 4294967295, got -1'],
  [
    ['--scenario', 'nope'],
    'expected one of default, small, growth, price-rise, outage, or a JSON file, got "nope"',
  ],
  [['--to', 'xml'], '--to: expected csv DIR or ndjson, got "xml"'],
  [['--to', 'csv'], '--to csv: expected a folder after it'],
  [['--user', '5'], '"--user" is not an option. Did you mean --users?'],
  [['small'], 'Not an option: small'],
  [['--scenario', 'constructor'], 'or a JSON file, got "constructor"'],
  [['--scenario', tmpdir()], 'cannot be read'],
  [['--dry-run', '--truth', 'x'], '--truth and --dry-run exclude each other'],
  [['--no-truth', '--truth', 'x'], '--truth and --no-truth exclude each other'],
])('%j is refused with what is allowed', async (args, message) => {
  const { code, err } = await run('simulate', ...args)
  expect(code).toBe(1)
  expect(err).toContain(message)
  expect(err).not.toContain('    at ')
})

test('a file of knobs out of range names each of them', async () => {
  const file = join(folder, 'bad.json')
  const outage = { kind: 'outage', from: '2020-01-01T00:00:00Z', hours: 2, lost: 1 }
  writeFileSync(
    file,
    JSON.stringify({ name: 'bad', plays: 0, growth: { yearly: 9 }, speed: 1, events: [outage] }),
  )
  const { code, err } = await run('simulate', '--scenario', file, '--dry-run')
  expect(code).toBe(1)
  expect(err).toContain(`plays: expected 0.1 to 200, got 0
growth.yearly: expected -0.5 to 3, got 9
unknown: speed
`)
})

test('an outage outside the simulation’s time is refused', async () => {
  const file = join(folder, 'outage.json')
  const outage = { kind: 'outage', from: '2020-01-01T00:00:00Z', hours: 2, lost: 1 }
  writeFileSync(file, JSON.stringify({ ...scenario, events: [outage] }))
  expect((await run('simulate', '--scenario', file, '--dry-run')).err).toContain(
    'events[0].from: expected an instant of the simulation, from 2025-01-01 to 2025-02-28, got "2020-01-01T00:00:00Z"',
  )
})

test('--help, --list and --show say what there is', async () => {
  expect((await run('simulate', '--help')).out).toContain('Usage: npm run simulate')
  expect((await run('simulate:report', '--help')).out).toContain('Usage: npm run simulate:report')
  expect((await run('simulate', '--list')).out).toMatch(
    /^default +.+\nsmall +.+\ngrowth +.+\nprice-rise +.+\noutage +/,
  )
  const shown = (await run('simulate', '--scenario', 'outage', '--show')).out
  expect(scenarioSchema.parse(JSON.parse(shown)).events).toHaveLength(1)
})

test('a folder that cannot be written to is named, and nothing is left in it', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, err } = await run('simulate', ...chosen, '--to', 'csv', join(folder, 'file'))
  expect(code).toBe(1)
  expect(err).toContain(join(folder, 'file'))
  expect(err).not.toContain('    at ')
})

test('killed while it loads, it leaves nothing, and the next run fills the database', async () => {
  const child = start('simulate', '--scenario', 'small')
  for await (const chunk of child.stderr) if (String(chunk).includes('simulating: ')) break
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await count('simulations')).toBe(0)
  expect(await count('watchhistory')).toBe(0)
  expect((await run('simulate', ...chosen)).code).toBe(0)
  expect(await count('users')).toBe(300)
})

test('the report prints each check, as a table or as JSON, and writes a page with a plot of each', async () => {
  expect(await run('simulate:report')).toMatchObject({
    code: 1,
    err: expect.stringContaining('The database holds no simulated service. Make one with: npm run simulate'),
  })
  await run('simulate', ...chosen)
  const page = join(folder, 'report.html')
  const { out } = await run('simulate:report', '--html', page)
  expect(out).toMatch(/│ 20 +│ (pass|FAIL|too few) +│ Who watches little +│/)
  expect(out).toMatch(
    /\d+ of 21 checks passed, \d+ failed; \d+ had too little data to tell: .*2 needs? 2,000 titles.*\.\n$/,
  )
  expect(existsSync(`${page}.partial`)).toBe(false)
  const html = readFileSync(page, 'utf8')
  expect(html.match(/<svg /g)).toHaveLength(21)
  expect(html).not.toMatch(/NaN|Infinity|undefined/)

  const json = z.array(z.object({ number: z.number(), passed: z.boolean().optional() }))
  const checks = json.parse(JSON.parse((await run('simulate:report', '--json')).out))
  expect(checks.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
})
