import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { emptyTables, insertWorld, makeWorld, openTestDatabase, unfoldRollups } from '../testing/index.ts'
import { foldOldest } from './deltas/fold.ts'
import {
  activeUserRows,
  addWatchDeltas,
  came,
  foldDeltas,
  keepFolded,
  moveTitle,
  rebuildRollups,
  verifyRollups,
  went,
} from './index.ts'

/** Five watches of two users, worked out by hand below. */

const database = await openTestDatabase()
const nothing = z.never()
const run = (sql: Prisma.Sql) => database.query(sql, nothing)
const watchesWhere = (which: Prisma.Sql) => Prisma.sql`(
  SELECT w.user_id, w.content_id, w.subscription_id, w.watched_on, w.progress FROM watchhistory AS w WHERE ${which})`
const inTransaction = (work: Parameters<typeof database.sqlTransaction<void>>[0]) =>
  database.sqlTransaction(work)

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}, {}],
      users: [{}, { subscription_id: 2 }],
      content: [{ genre: 'Drama' }, { genre: 'Comedy', content_type: 'Series', runtime_minutes: 45 }],
      watchhistory: [
        { progress: 0, watched_on: '2024-08-31T23:59:59.999Z' },
        { progress: 89.99, watched_on: '2024-09-01T00:00:00.000Z' },
        { progress: 90, watched_on: '2024-09-01T12:00:00.000Z' },
        { progress: 100, watched_on: '2024-09-02T00:00:00.000Z', content_id: 2 },
        { progress: 50, watched_on: '2024-09-30T23:59:59.999Z', user_id: 2 },
      ],
      paymenthistory: [
        { amount: '9.99' },
        { amount: '9.99', status: 'refunded', refunded_amount: '9.99' },
        { amount: '9.99', status: 'failed' },
      ],
    }),
  )
})
afterEach(async () => expect(await differences()).toEqual([]))

async function differences() {
  const checks = await database.snapshot((query) => verifyRollups(query))
  return checks.filter((check) => check.differences > 0)
}

const genreMonths = () =>
  database.query(
    Prisma.sql`
      SELECT to_char(month, 'YYYY-MM') || ' ' || genre || ' ' || subscription_id::TEXT AS key,
        watches, starters, completers, progress
      FROM watch_genre_months WHERE watches <> 0 ORDER BY 1`,
    z
      .object({
        key: z.string(),
        watches: z.string(),
        starters: z.string(),
        completers: z.string(),
        progress: z.string(),
      })
      .transform((row) => Object.values(row).join(' ')),
  )

const sums = [
  '2024-08 Drama 1 1 0 0 0.00',
  '2024-09 Comedy 1 1 1 1 100.00',
  '2024-09 Drama 1 2 2 1 179.99',
  '2024-09 Drama 2 1 1 0 50.00',
]

test('a rebuild sums watches, starters, completers and progress by month, genre and plan', async () => {
  expect(await genreMonths()).toEqual(sums)
})

test('a fold of deltas gives the same sums as a rebuild, and a second fold changes nothing', async () => {
  await inTransaction((_client, query) => unfoldRollups(query))
  expect(await genreMonths()).toEqual([])
  expect(await differences()).toEqual([])
  expect(await foldDeltas(database)).toEqual([
    'watch',
    'viewer',
    'payment',
    'user',
    'customer',
    'customer_day',
    'billing',
  ])
  expect(await foldDeltas(database)).toEqual([])
  expect(await genreMonths()).toEqual(sums)
})

test('folds of one delta at a time leave sums and active users exact after each, and whatever is deleted between them', async () => {
  await inTransaction((_client, query) => unfoldRollups(query))
  let folds = 0
  while ((await foldOldest(database, 'watch', 1)) > 0) {
    expect(await differences()).toEqual([])
    if (++folds !== 2) continue
    await inTransaction(async (_client, query) => {
      await addWatchDeltas(query, went(watchesWhere(Prisma.sql`w.user_id = 1`)))
      await query(Prisma.sql`DELETE FROM watchhistory WHERE user_id = 1`, nothing)
    })
    expect(await differences()).toEqual([])
  }
  expect(folds).toBe(5 + 4)
})

test('a fold that is behind takes the watches of one user together, whoever wrote between them', async () => {
  await emptyTables(database)
  const turns = Array.from({ length: 4 }, (_, day) => [1, 2, 3].map((user_id) => ({ user_id, day }))).flat()
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: [{}, {}, {}],
      content: [{}],
      watchhistory: turns.map(({ user_id, day }) => ({
        user_id,
        watched_on: `2024-09-0${day + 1}T10:00:00.000Z`,
      })),
    }),
  )
  await inTransaction((_client, query) => unfoldRollups(query))
  const pending = () =>
    database.query(
      Prisma.sql`SELECT COUNT(*)::INT4 AS deltas FROM watch_deltas GROUP BY user_id`,
      z.object({ deltas: z.number() }),
    )
  for (let users = 3; users > 0; users--) {
    expect(await pending()).toEqual(Array.from({ length: users }, () => ({ deltas: 4 })))
    expect(await foldOldest(database, 'watch', 4)).toBe(4)
    expect(await differences()).toEqual([])
  }
  expect(await pending()).toEqual([])
})

test('a failed payment is in no sum, a refunded one counts with what was kept of it', async () => {
  expect(
    await database.query(
      Prisma.sql`SELECT payments, revenue FROM payment_months`,
      z.object({ payments: z.string(), revenue: z.string() }),
    ),
  ).toEqual([{ payments: '2', revenue: '9.99' }])
})

const active = (grain: 'day' | 'week' | 'month') =>
  database.query(
    Prisma.sql`
      SELECT to_char(${Prisma.raw(grain === 'week' ? 'last_day' : grain)}, 'YYYY-MM-DD') AS bucket, SUM(active_users)::INT4 AS active_users
      FROM ${activeUserRows(grain)} AS a GROUP BY 1 HAVING SUM(active_users) <> 0 ORDER BY 1`,
    z
      .object({ bucket: z.string(), active_users: z.number() })
      .transform((row) => Object.values(row).join(' ')),
  )

test.each(['folded', 'not folded'])(
  'a user is active once a day and month however often they watch (%s)',
  async (state) => {
    if (state === 'not folded') await inTransaction((_client, query) => unfoldRollups(query))
    expect(await active('day')).toEqual(['2024-08-31 1', '2024-09-01 1', '2024-09-02 1', '2024-09-30 1'])
    expect(await active('month')).toEqual(['2024-08-01 1', '2024-09-01 2'])
    // Watched on 31 August, 1 and 2 September, and the other on the 30th: each day counts for the week that it begins.
    expect(await active('week')).toEqual([
      '2024-08-31 1',
      ...Array.from({ length: 8 }, (_, day) => `2024-09-0${day + 1} 1`),
      '2024-09-30 1',
      ...Array.from({ length: 6 }, (_, day) => `2024-10-0${day + 1} 1`),
    ])
  },
)

test.each(['folded', 'not folded'])(
  'a user is active until the last of their watches goes (%s)',
  async (state) => {
    const remove = async (watch: number) => {
      await inTransaction(async (_client, query) => {
        await addWatchDeltas(query, went(watchesWhere(Prisma.sql`w.watch_id = ${watch}::INT8`)))
        await query(Prisma.sql`DELETE FROM watchhistory WHERE watch_id = ${watch}::INT8`, nothing)
      })
      if (state === 'folded') await foldDeltas(database)
    }
    await remove(2)
    expect(await active('day')).toContain('2024-09-01 1')
    await remove(3)
    expect(await active('day')).toEqual(['2024-08-31 1', '2024-09-02 1', '2024-09-30 1'])
    await remove(5)
    expect(await active('month')).toEqual(['2024-08-01 1', '2024-09-01 1'])
  },
)

test('a title that changes its genre takes its sums along', async () => {
  await inTransaction(async (_client, query) => {
    const same = { runtime_minutes: 45, released_on: null }
    await moveTitle(
      query,
      '2',
      { genre: 'Comedy', content_type: 'Series', ...same },
      { genre: 'Drama', content_type: 'Film', ...same },
    )
    await query(
      Prisma.sql`UPDATE content SET genre = 'Drama', content_type = 'Film' WHERE content_id = 2`,
      nothing,
    )
  })
  expect(await genreMonths()).toEqual([
    '2024-08 Drama 1 1 0 0 0.00',
    '2024-09 Drama 1 3 3 2 279.99',
    '2024-09 Drama 2 1 1 0 50.00',
  ])
})

const texts = (sql: Prisma.Sql) =>
  database.query(sql, z.object({ text: z.string() })).then((rows) => rows.map(({ text }) => text))
const timed = {
  quarters: Prisma.sql`SELECT quarter::TEXT || ' ' || watches::TEXT || ' ' || minutes::TEXT AS text FROM watch_quarters WHERE minutes <> 0 ORDER BY quarter`,
  months: Prisma.sql`SELECT to_char(month, 'YYYY-MM') || ' ' || user_id::TEXT || ' ' || watches::TEXT || ' ' || minutes::TEXT AS text FROM user_months ORDER BY month, user_id`,
  viewers: Prisma.sql`SELECT quarter::TEXT || ' ' || viewer_change::TEXT AS text FROM viewer_quarters WHERE viewer_change <> 0 ORDER BY quarter`,
}

test('a title whose length is corrected takes its minutes along, by genre, hour, user and running plays, also where some of it is not folded', async () => {
  // 2024-09-02T00:00Z is 1,725,235,200 s: quarter 1,916,928. The one watch of 45 minutes runs until 00:45, three quarters on.
  const sums = async () => [
    await texts(timed.quarters),
    await texts(timed.months),
    await texts(timed.viewers),
  ]
  const before = [
    ['1916928 1 45.0000'],
    ['2024-08 1 1 0.0000', '2024-09 1 3 45.0000', '2024-09 2 1 0.0000'],
    ['1916928 1', '1916931 -1'],
  ]
  expect(await sums()).toEqual(before)
  await inTransaction(async (_client, query) => {
    await query(
      Prisma.sql`INSERT INTO watchhistory (watch_id, user_id, content_id, subscription_id, watched_on, progress) VALUES (6, 2, 2, 2, '2024-09-02T00:20:00Z', 33.33)`,
      nothing,
    )
    await addWatchDeltas(query, came(watchesWhere(Prisma.sql`w.watch_id = 6`)))
  })
  const words = { genre: 'Comedy', content_type: 'Series', released_on: null }
  for (const [from, to] of [
    [45, 60],
    [60, null],
    [null, 90],
  ] as const)
    await inTransaction(async (_client, query) => {
      await moveTitle(query, '2', { ...words, runtime_minutes: from }, { ...words, runtime_minutes: to })
      await query(Prisma.sql`UPDATE content SET runtime_minutes = ${to}::INT4 WHERE content_id = 2`, nothing)
    })
  expect(await differences()).toEqual([])
  await foldDeltas(database)
  // 33.33 % of 90 minutes are 29.997 from 00:20 on: they run at 00:30 and 00:45, and end just before 00:50.
  expect(await sums()).toEqual([
    ['1916928 1 90.0000', '1916929 1 29.9970'],
    ['2024-08 1 1 0.0000', '2024-09 1 3 90.0000', '2024-09 2 2 29.9970'],
    ['1916928 1', '1916930 1', '1916932 -1', '1916934 -1'],
  ])
})

test('weeks since release follow a corrected day of release', async () => {
  const weeks = () =>
    texts(
      Prisma.sql`SELECT week::TEXT || ' ' || watches::TEXT || ' ' || minutes::TEXT AS text FROM release_weeks WHERE watches <> 0 AND genre = 'Comedy' ORDER BY week`,
    )
  expect(await weeks()).toEqual(['-1 1 45.0000'])
  const words = { genre: 'Comedy', content_type: 'Series', runtime_minutes: 45 }
  const release = (from: string | null, to: string | null) =>
    inTransaction(async (_client, query) => {
      await moveTitle(query, '2', { ...words, released_on: from }, { ...words, released_on: to })
      await query(Prisma.sql`UPDATE content SET released_on = ${to}::DATE WHERE content_id = 2`, nothing)
    })
  // The one watch is of 2 September 2024.
  const days = [null, '2024-09-02', '2024-08-26', '2024-08-27', '2024-09-03', '2000-01-01']
  const seen = ['-1', '0', '1', '0', '-1', '104']
  for (let at = 1; at < days.length; at++) {
    await release(days[at - 1] ?? null, days[at] ?? null)
    expect(await weeks()).toEqual([`${seen[at]} 1 45.0000`])
    expect(await differences()).toEqual([])
  }
})

test('verify names what a write past the rules broke, and a rebuild mends it', async () => {
  await run(Prisma.sql`UPDATE watchhistory SET progress = 1 WHERE watch_id = 5`)
  await run(Prisma.sql`DELETE FROM paymenthistory WHERE payment_id = 1`)
  const broken = await differences()
  expect(broken.map(({ rollup }) => rollup)).toEqual([
    'watch_title_days',
    'watch_title_months',
    'title_months',
    'watch_genre_days',
    'watch_genre_months',
    'title_percents',
    'payment_days',
    'payment_months',
  ])
  expect(broken[1]?.examples).toEqual(['2024-09-01 1 2: has 1 1 0 0 50.00, should have 1 1 0 0 1.00'])
  await inTransaction((_client, query) => rebuildRollups(query))
})

test('a program that keeps rollups folded leaves no deltas, and stops when it is told', async () => {
  await inTransaction((_client, query) => unfoldRollups(query))
  const faults: unknown[] = []
  const stop = keepFolded(database, { everyMs: 5, onFault: (error) => faults.push(error) })
  const left = async () =>
    Number((await database.execute('SELECT COUNT(*) AS n FROM watch_deltas')).rows[0]?.n)
  await expect.poll(left).toBe(0)
  await stop()
  await inTransaction((_client, query) => unfoldRollups(query))
  // Twenty of its pauses: one that went on would have folded these.
  await delay(100)
  expect(await left()).toBe(5)
  expect(faults).toEqual([])
})
