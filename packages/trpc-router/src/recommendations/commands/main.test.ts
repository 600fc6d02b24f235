import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { holdingTrainingLease } from '@streaming/db'
import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { numbers } from '../../testing/oracle/random-world.ts'
import { keepTrained } from '../training/keep-trained.ts'

const database = await openTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'streaming-recommend-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The program as `npm run recommend` runs it. */
async function recommend(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

const watches = (() => {
  const next = numbers(8)
  return Array.from({ length: 40 }, (_, user) =>
    Array.from({ length: 20 }, (_, title) => title)
      .filter((title) => next(100) < (title % 2 === user % 2 ? 60 : 10))
      .map((title) => ({ user_id: user + 1, content_id: title + 1 })),
  ).flat()
})()
const ratings = join(folder, 'ratings.csv')
const truth = join(folder, 'truth.ndjson')

beforeAll(() => {
  const lines = watches.map(({ user_id, content_id }, at) => `${user_id},${content_id},4,${at}\n`)
  writeFileSync(ratings, `userId,movieId,rating,timestamp\n${lines.join('')}`)
  const users = Array.from({ length: 40 }, (_, user) => ({
    kind: 'user',
    user_id: user + 1,
    taste: user % 2 === 0 ? { Drama: 0.8, Comedy: 0.2 } : { Drama: 0.2, Comedy: 0.8 },
    paid_months: { from: ['2024-09-01'] },
  }))
  writeFileSync(truth, [{ kind: 'simulation' }, ...users].map((line) => `${JSON.stringify(line)}\n`).join(''))
})

async function fill(): Promise<void> {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: Array.from({ length: 40 }, () => ({})),
      content: Array.from({ length: 20 }, (_, title) => ({ genre: title % 2 === 0 ? 'Drama' : 'Comedy' })),
      watchhistory: watches.map((watch) => ({ ...watch, watched_on: '2024-09-05T10:00:00Z' })),
    }),
  )
}

test('evaluate prints one object with each ranking’s figures', async () => {
  const { code, out, err } = await recommend(
    'evaluate',
    '--ratings',
    ratings,
    '--protocol',
    'ms-75-25',
    '--json',
  )
  expect(code).toBe(0)
  expect(err).toContain('choosing …')
  const printed = JSON.parse(out)
  expect(Object.keys(printed)).toEqual(['popularity', 'item-knn', 'ease'])
  expect(printed.ease['ndcg@10']).toBeGreaterThan(printed.popularity['ndcg@10'])
  expect(printed.ease.users).toBe(40)
  const table = await recommend('evaluate', '--ratings', ratings, '--protocol', 'temporal')
  expect(table.out).toMatch(/ndcg@10 .*ease chose/s)
})

test.each([
  [['evaluate'], '--ratings: expected a file or folder of ratings, it is missing'],
  [
    ['evaluate', '--ratings', 'x.csv'],
    '--protocol: expected ms-75-25, random-80-20, recbole-8-1-1, files, temporal, strong, got ""',
  ],
  [
    ['evaluate', '--ratings', 'x.csv', '--protocol', 'strong', '--model', 'svd'],
    '--model: expected ease or rp3beta, got "svd"',
  ],
  [
    ['evaluate', '--ratings', 'x.csv', '--protocol', 'temporal', '--from', 'may'],
    '--from: expected a day such as 1998-03-01, got "may"',
  ],
  [
    ['evaluate', '--ratings', 'x.csv', '--protocol', 'strong', '--at-least', 'x'],
    '--at-least: expected a rating, got "x"',
  ],
  [
    ['evaluate', '--ratings', 'x.csv', '--protocol', 'strong', '--from', '2020-01-01'],
    '--from: of the protocol temporal alone, got --protocol strong',
  ],
  [
    ['evaluate', '--ratings', 'x', '--protocol', 'files', '--at-least', '3'],
    '--at-least: the lists of the protocol files have no ratings',
  ],
  [
    ['evaluate', '--ratings', 'x.csv', '--protocol', 'strong', '--seeds', '0'],
    '--seeds: expected a whole number from 1 to 100, got "0"',
  ],
  [['status', '--seed', '1'], '--seed: not of status, which takes --json'],
  [['train', '--truth', ratings], 'ratings.csv, line 1: expected a line of a simulation'],
])('%j is refused in words', async (args, message) => {
  const { code, err } = await recommend(...args)
  expect(code).toBe(1)
  expect(err).toContain(message)
  expect(err).not.toContain('    at ')
})

test('an unknown command or option is named, with the one it is nearest to', async () => {
  expect(await recommend('eval')).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /"eval" is not a command\. There are: train, status, evaluate\n\nUsage: npm run recommend/,
    ),
  })
  expect(await recommend('trian')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Did you mean train?'),
  })
  expect(await recommend('train', '--sed', '1')).toMatchObject({
    code: 1,
    err: expect.stringContaining('"--sed" is not an option. Did you mean --seed?'),
  })
  expect(await recommend('--help')).toMatchObject({ code: 0, out: expect.stringContaining('recbole-8-1-1') })
})

test('an empty service has nothing to learn from, and says so', async () => {
  await emptyTables(database)
  expect(await recommend('status')).toMatchObject({
    code: 0,
    out: expect.stringContaining('not trained yet'),
  })
  expect(await recommend('train')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is nothing to learn'),
  })
})

test('train tells how far it is and what is served; status tells it again, with the best possible ranking', async () => {
  await fill()
  const trained = await recommend('train', '--truth', truth)
  expect(trained).toMatchObject({
    code: 0,
    out: expect.stringMatching(/model \d+ is served, ease with 50 neighbours a title on average/),
  })
  for (const stage of ['reading', 'choosing', 'training', 'writing'])
    expect(trained.err).toContain(`${stage} …`)
  const { out } = await recommend('status', '--json')
  const { rankings, users } = JSON.parse(out).model
  expect(users).toBe(40)
  expect(rankings.map(({ name }: { name: string }) => name)).toEqual([
    'popularity',
    'item-knn',
    'ease',
    'possible',
  ])
  const ndcg = Object.fromEntries(
    rankings.map((one: { name: string; at: { 10: { ndcg: number } } }) => [one.name, one.at[10].ndcg]),
  )
  expect(ndcg.possible).toBeGreaterThan(ndcg.popularity)
  expect((await recommend('status')).out).toContain('possible')
})

test('while a training runs, of whichever program, status says how far it is', async () => {
  const running = async () => JSON.parse((await recommend('status', '--json')).out).training
  await holdingTrainingLease(database, async (tell) => {
    expect(await running()).toMatchObject({ stage: null, share: null })
    tell('choosing', 0.25)
    await expect.poll(running, { timeout: 30_000 }).toMatchObject({ stage: 'choosing', share: 0.25 })
    expect((await recommend('status')).out).toMatch(/a training runs since \S+Z, choosing 25 %\n/)
  })
  expect(await running()).toBeNull()
})

test('a training tells its stages where status looks for them', async () => {
  await fill()
  await recommend('train')
  const { rows } = await database.execute('SELECT stage FROM training_lease')
  expect(rows).toEqual([{ stage: 'writing' }])
})

test('of stages that are told in one moment the last one stands', async () => {
  const stages = Array.from({ length: 20 }, (_, at) => `stage ${at}`)
  for (let round = 0; round < 10; round++) {
    await holdingTrainingLease(database, async (tell) => {
      for (const stage of stages) tell(stage, 0)
      await database.ping()
      tell('the last', 1)
    })
    const { rows } = await database.execute('SELECT stage FROM training_lease')
    expect(rows).toEqual([{ stage: 'the last' }])
  }
})

test('a server trains when there is no model, and not when there is a young one', async () => {
  await fill()
  const trained: string[] = []
  const faults: unknown[] = []
  const keep = () =>
    keepTrained(database, {
      everyHours: 24,
      firstMs: 0,
      onTrained: ({ model_version }) => trained.push(model_version),
      onFault: (fault) => faults.push(fault),
    })
  const stop = keep()
  await expect.poll(() => trained.length, { timeout: 30_000 }).toBe(1)
  await stop()
  await keep()()
  const { rows } = await database.execute('SELECT model_version::TEXT AS version FROM recommendation_models')
  expect(rows).toEqual([{ version: trained[0] }])
  expect(faults).toEqual([])
})
