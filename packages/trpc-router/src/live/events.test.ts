import { verifyRollups } from '@streaming/db'
import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { admin, callerOf } from '../testing/index.ts'
import { modelOf } from '../testing/live/event-model.ts'
import { randomEvents, shuffled } from '../testing/live/random-events.ts'
import { numbers } from '../testing/oracle/random-world.ts'
import type { Event } from './event.ts'

/** Events of a live service: what the tables hold when they have come, in whatever order and however often. */

const database = await openTestDatabase()
const { events, users } = callerOf(database, admin)

const at = (minute: number) => new Date(Date.UTC(2026, 0, 31, 23, minute)).toISOString()

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Basic' }, { name: 'Premium', price: '14.99' }],
      users: [{}],
      content: [{ genre: 'Drama' }, { genre: 'Comedy' }],
    }),
  )
})

/** What the tables hold, without the ids that the database gives. */
async function held() {
  const { prisma } = database
  const email = { select: { email: true } }
  const joined = await prisma.user.findMany({ where: { user_id: { not: 1n } } })
  const watches = await prisma.watch.findMany({ include: { user: email } })
  const payments = await prisma.payment.findMany({ include: { user: email } })
  const reviews = await prisma.review.findMany({ include: { user: email } })
  const waiting = await prisma.waitingEvent.findMany()
  return inOrder({
    users: joined.map((user) => [user.email, user.name, String(user.subscription_id)]),
    watches: watches.map(({ user, content_id, subscription_id, watched_on, progress }) => [
      user.email,
      String(content_id),
      String(subscription_id),
      watched_on.toISOString(),
      progress.toNumber(),
    ]),
    payments: payments.map(({ user, subscription_id, amount, method, status, payment_date }) => [
      user.email,
      String(subscription_id),
      amount.toNumber(),
      method,
      status,
      payment_date.toISOString(),
    ]),
    reviews: reviews.map(({ user, content_id, rating, review_text }) => [
      user.email,
      String(content_id),
      rating.toNumber(),
      review_text,
    ]),
    waiting: waiting.map(({ event_id }) => [event_id]),
  })
}

function inOrder(tables: Record<string, unknown[][]>) {
  const text = (row: unknown[]) => JSON.stringify(row)
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [
      name,
      rows.toSorted((a, b) => text(a).localeCompare(text(b))),
    ]),
  )
}

test('what is told of a user becomes their rows: joined, on another plan, watching, paying, reviewing', async () => {
  const email = 'nia@example.com'
  const items: Event[] = [
    { kind: 'user_joined', event_id: 'a', at: at(0), email, name: 'Nia New', subscription_id: '1' },
    { kind: 'charge_succeeded', event_id: 'b', at: at(1), email, amount: 0, method: 'PayPal' },
    { kind: 'play_started', event_id: 'c', at: at(2), email, content_id: '1', progress: 0 },
    { kind: 'play_progressed', event_id: 'd', at: at(3), play_id: 'c', progress: 30.25 },
    { kind: 'plan_changed', event_id: 'e', at: at(4), email, subscription_id: '2' },
    { kind: 'play_ended', event_id: 'f', at: at(5), play_id: 'c', progress: 92 },
    {
      kind: 'review_written',
      event_id: 'g',
      at: at(6),
      email,
      content_id: '1',
      rating: 8.5,
      review_text: 'Yes.',
    },
    {
      kind: 'charge_failed',
      event_id: 'h',
      at: at(7),
      email,
      amount: 14.99,
      method: 'PayPal',
      subscription_id: '2',
    },
  ]
  expect(await events.record({ items })).toEqual({ recorded: 8, taken_before: 0, waiting: 0 })
  expect(await held()).toEqual({
    users: [[email, 'Nia New', '2']],
    watches: [[email, '1', '1', at(2), 92]],
    payments: [
      [email, '1', 0, 'PayPal', 'succeeded', at(1)],
      [email, '2', 14.99, 'PayPal', 'failed', at(7)],
    ],
    reviews: [[email, '1', 8.5, 'Yes.']],
    waiting: [],
  })
  expect(await events.record({ items })).toEqual({ recorded: 0, taken_before: 8, waiting: 0 })
  expect((await held()).payments).toHaveLength(2)
})

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'in whatever order, in whichever requests and however often events come, the tables hold what happened (%i)',
  async (seed) => {
    const below = numbers(seed)
    const happened = randomEvents(below)
    const sent = shuffled([...happened, ...happened.filter(() => below(4) === 0)], below)
    let recorded = 0
    for (let from = 0; from < sent.length; ) {
      const items = sent.slice(from, from + 1 + below(12))
      recorded += (await events.record({ items })).recorded
      from += items.length
    }
    expect(recorded).toBe(happened.length)
    expect(await held()).toEqual(inOrder(modelOf(happened)))
    const checks = await verifyRollups(database.query)
    expect(checks.filter(({ differences }) => differences > 0)).toEqual([])
  },
  60_000,
)

test('requests with the same events at once count them once', async () => {
  const items = randomEvents(numbers(99)).slice(0, 40)
  const answers = await Promise.all([1, 2, 3].map(() => events.record({ items })))
  expect(answers.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(items.length)
  expect(await held()).toEqual(inOrder(modelOf(items)))
})

test('one event that does not fit is named by its index, and none is taken', async () => {
  const good: Event = { kind: 'plan_changed', event_id: 'a', at: at(1), user_id: '1', subscription_id: '2' }
  const refused = (item: unknown) => events.record({ items: [good, item as Event] })
  const play = { kind: 'play_started', event_id: 'b', at: at(2), user_id: '1', content_id: '1' }
  await expect(refused({ ...play, content_id: '77' })).rejects.toThrow(
    'items.1.content_id: there is no title 77',
  )
  await expect(refused({ ...play, user_id: '77' })).rejects.toThrow('items.1.user_id: there is no user 77')
  await expect(refused({ ...play, subscription_id: '9' })).rejects.toThrow(
    'items.1.subscription_id: there is no plan 9',
  )
  await expect(refused({ ...play, progress: 101 })).rejects.toThrow(
    'items.1.progress: expected a progress in percent from 0 to 100, got 101',
  )
  await expect(refused({ ...play, email: 'a@example.com' })).rejects.toThrow(
    'items.1.user_id: expected user_id or email',
  )
  await expect(refused({ ...play, kind: 'play_paused' })).rejects.toThrow(
    'items.1.kind: expected user_joined, plan_changed, play_started',
  )
  await expect(refused({ ...play, speed: 2 })).rejects.toThrow('items.1.speed: unknown parameter speed')
  await expect(
    refused({
      kind: 'user_joined',
      event_id: 'c',
      at: at(0),
      email: 'user1@example.com',
      name: 'X',
      subscription_id: '1',
    }),
  ).rejects.toThrow('items.1.email: "user1@example.com" belongs to somebody else')
  expect((await users.get({ user_id: '1' })).subscription_id).toBe('1')
  expect(await events.record({ items: [good] })).toEqual({ recorded: 1, taken_before: 0, waiting: 0 })
})

test('a plan that somebody chose here is not changed by an older event that comes late', async () => {
  await users.changePlan({ user_id: '1', subscription_id: '2' })
  await events.record({
    items: [{ kind: 'plan_changed', event_id: 'late', at: at(1), user_id: '1', subscription_id: '1' }],
  })
  expect((await users.get({ user_id: '1' })).subscription_id).toBe('2')
})

test('progress of a play whose watch was deleted changes nothing', async () => {
  const started: Event = {
    kind: 'play_started',
    event_id: 'p',
    at: at(1),
    user_id: '1',
    content_id: '2',
    progress: 0,
  }
  await events.record({ items: [started] })
  await database.execute('/* every row: there is one */ DELETE FROM watchhistory')
  expect(
    await events.record({
      items: [{ kind: 'play_ended', event_id: 'q', at: at(9), play_id: 'p', progress: 50 }],
    }),
  ).toEqual({ recorded: 1, taken_before: 0, waiting: 0 })
  expect((await held()).watches).toEqual([])
})
