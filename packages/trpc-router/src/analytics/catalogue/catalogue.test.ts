import { emptyTables, insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { beforeEach, expect, test } from 'vitest'
import { callerOf } from '../../testing/index.ts'
import { titleWeeks } from './title-weeks.ts'

/** Four titles, worked out by hand below. */

const database = await openTestDatabase()
const { analytics } = callerOf(database)

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{ name: 'Basic' }, { name: 'Premium' }],
      users: [{}, { subscription_id: 2 }],
      content: [
        { title: 'Old Rooms', runtime_minutes: 60, released_on: '2024-08-01' },
        { title: 'New Rooms', runtime_minutes: 120, released_on: '2024-09-10', genre: 'Comedy' },
        { title: 'Untimed', content_type: 'Series' },
        { title: 'Unseen', runtime_minutes: 90, released_on: '2024-09-29' },
      ],
      watchhistory: [
        ...Array.from({ length: 3 }, () => ({ watched_on: '2024-08-31T12:00:00.000Z', progress: 100 })),
        { watched_on: '2024-09-01T12:00:00.000Z', progress: 50 },
        { watched_on: '2024-09-10T12:00:00.000Z', progress: 100, content_id: 2, user_id: 2 },
        { watched_on: '2024-09-16T12:00:00.000Z', progress: 25, content_id: 2 },
        { watched_on: '2024-09-30T12:00:00.000Z', progress: 80, content_id: 3 },
      ],
      reviews: [{ rating: 8 }, { user_id: 2, rating: 4.5 }, { content_id: 2, rating: 10 }],
    }),
  )
})

const titles = async (input: Parameters<typeof analytics.titleRanking>[0]) =>
  (await analytics.titleRanking(input)).map(
    ({ title, previous, change, ...row }) =>
      `${title} ${row[input?.measure ?? 'watches']} ${previous} ${change}`,
  )

test('titles are ranked by any measure; one whose length is not known has no hours and comes last', async () => {
  expect(await titles({})).toEqual(['Old Rooms 4 null null', 'New Rooms 2 null null', 'Untimed 1 null null'])
  expect(await titles({ measure: 'hours' })).toEqual([
    'Old Rooms 3.5 null null',
    'New Rooms 2.5 null null',
    'Untimed null null null',
  ])
  expect(await titles({ measure: 'completion_rate', plan: 'premium' })).toEqual(['New Rooms 1 null null'])
  expect(await titles({ measure: 'watchers', content_type: 'series', limit: 1 })).toEqual([
    'Untimed 1 null null',
  ])
})

test('against the period before, those that gain or lose come first', async () => {
  const september = { start_date: '2024-09-01', end_date: '2024-09-30', compare: 'previous' as const }
  expect(await titles({ ...september, order: 'gained' })).toEqual(['New Rooms 2 0 2', 'Untimed 1 0 1'])
  expect(await titles({ ...september, order: 'lost' })).toEqual(['Old Rooms 1 3 -2'])
  expect(await titles(september)).toEqual(['New Rooms 2 0 2', 'Old Rooms 1 3 -2', 'Untimed 1 0 1'])
  expect(await titles({ ...september, order: 'lost', measure: 'hours', limit: 1 })).toEqual([
    'Old Rooms 0.5 3 -2.5',
  ])
  // A title that was watched in the period before alone has a row.
  expect(await titles({ ...september, start_date: '2024-09-10', order: 'lost', limit: 1 })).toEqual([
    'Old Rooms 0 4 -4',
  ])
})

test('what cannot be compared is named', async () => {
  await expect(analytics.titleRanking({ order: 'gained' })).rejects.toThrow(
    'compare: expected previous or year_before with order gained, got none',
  )
  await expect(analytics.titleRanking({ compare: 'previous', start_date: '2024-09-01' })).rejects.toThrow(
    'end_date: expected a day',
  )
  await expect(
    analytics.titleRanking({ compare: 'year_before', start_date: '0001-01-01', end_date: '0001-01-31' }),
  ).rejects.toThrow('compare: expected a period that has one before it, got 0001-01-01 to 0001-01-31')
})

test('the catalogue’s health counts titles that nobody watches', async () => {
  expect(await analytics.catalogueHealth()).toEqual({
    titles: 4,
    never_watched: 1,
    unwatched_90_days: 1,
    untimed_titles: 1,
    data_until: '2024-09-30',
  })
  // 31 August is 91 days before 30 November; the others are later.
  await database.execute(
    "INSERT INTO paymenthistory (user_id, subscription_id, amount, payment_date, method) VALUES (1, 1, 1, '2024-12-09T00:00:00Z', 'PayPal')",
  )
  await database.execute("INSERT INTO payment_days VALUES ('2024-12-09', 'PayPal', 1, 1, 1)")
  await database.execute("INSERT INTO payment_months VALUES ('2024-12-01', 'PayPal', 1, 1, 1)")
  // 10 September is the first of the 90 days up to 9 December, less one: New Rooms was watched on the 16th, Old Rooms on the 1st.
  expect(await analytics.catalogueHealth()).toMatchObject({ unwatched_90_days: 2, data_until: '2024-12-09' })
  expect(await analytics.catalogueHealth({ genre: 'comedy' })).toMatchObject({
    titles: 1,
    unwatched_90_days: 0,
  })
})

test('a catalogue without titles is healthy and empty', async () => {
  await emptyTables(database)
  expect(await analytics.catalogueHealth()).toEqual({
    titles: 0,
    never_watched: 0,
    unwatched_90_days: 0,
    untimed_titles: 0,
    data_until: null,
  })
  expect(await analytics.releaseDecay()).toEqual([])
  expect(await analytics.genreSupply()).toEqual([])
})

test('supply is titles, demand is hours', async () => {
  expect(await analytics.genreSupply()).toEqual([
    { genre: 'Drama', titles: 3, title_share: 0.75, hours: 3.5, hours_share: 0.5833 },
    { genre: 'Comedy', titles: 1, title_share: 0.25, hours: 2.5, hours_share: 0.4167 },
  ])
})

test('hours fade by week since release, per title that was so old within the data', async () => {
  // Data from 31 August to 30 September. Old Rooms is 30 days old on the first: week 4 from its third day on, five days of it.
  // New Rooms: week 0 whole (10 to 16 September, 2 + 0.5 hours). Unseen: two days of its week 0.
  expect(await analytics.releaseDecay({ weeks: 5 })).toEqual([
    { week: 0, hours: 2.5, title_weeks: 1.29, hours_per_title: 1.94 }, // 2.5 × 7 ÷ 9
    { week: 1, hours: 0, title_weeks: 1, hours_per_title: 0 },
    { week: 2, hours: 0, title_weeks: 1, hours_per_title: 0 },
    { week: 4, hours: 3.5, title_weeks: 0.71, hours_per_title: 4.9 }, // 3.5 × 7 ÷ 5
  ])
})

test('weeks that no title has reached are left out', () => {
  expect(
    titleWeeks([{ day: '2024-01-01', titles: 2 }], { first: '2024-01-03', last: '2024-01-09' }, 3),
  ).toEqual([
    { week: 0, days: 10 },
    { week: 1, days: 4 },
  ])
})

test('a title’s completion counts its starters, and falls', async () => {
  const shares = (await analytics.titleCompletion({ content_id: '1' })).filter(({ percent }) =>
    [0, 50, 55, 100].includes(percent),
  )
  expect(shares).toEqual([
    { percent: 0, reached: 4, share: 1 },
    { percent: 50, reached: 4, share: 1 },
    { percent: 55, reached: 3, share: 0.75 },
    { percent: 100, reached: 3, share: 0.75 },
  ])
  expect((await analytics.titleCompletion({ content_id: '4' }))[0]).toEqual({
    percent: 0,
    reached: 0,
    share: null,
  })
})

test('a title’s ratings have a mean with an interval from two reviews on', async () => {
  // Ratings 8 and 4.5: mean 6.25, deviation 2.4749, 1.96 × 2.4749 ÷ √2 = 3.43.
  const { distribution, ...mean } = await analytics.titleRatings({ content_id: '1' })
  expect(mean).toEqual({ review_count: 2, mean_rating: 6.25, mean_low: 2.82, mean_high: 9.68 })
  expect(distribution.filter(({ reviews }) => reviews > 0)).toEqual([
    { rating: 5, reviews: 1 },
    { rating: 8, reviews: 1 },
  ])
  expect(await analytics.titleRatings({ content_id: '2' })).toMatchObject({
    review_count: 1,
    mean_rating: 10,
    mean_low: null,
    mean_high: null,
  })
  expect(await analytics.titleRatings({ content_id: '4' })).toMatchObject({
    review_count: 0,
    mean_rating: null,
  })
})

test('a title’s plans are those that it was watched on', async () => {
  expect(await analytics.titlePlans({ content_id: '2' })).toEqual([
    { subscription: 'Basic', watches: 1, share: 0.5 },
    { subscription: 'Premium', watches: 1, share: 0.5 },
  ])
  expect(await analytics.titlePlans({ content_id: '2', start_date: '2024-09-11' })).toEqual([
    { subscription: 'Basic', watches: 1, share: 1 },
  ])
})

test('what else a title’s viewers watch is held against what everybody does', async () => {
  // Title 2 was watched by both users, of whom the first watched five of Drama; of all seven watches two are of Comedy.
  expect(await analytics.titleGenres({ content_id: '2' })).toEqual([
    { genre: 'Drama', watches: 5, share: 1, share_of_all: 0.7143 },
    { genre: 'Comedy', watches: 0, share: 0, share_of_all: 0.2857 },
  ])
  expect((await analytics.titleGenres({ content_id: '1' })).map(({ share }) => share)).toEqual([0.5, 0.5])
  expect((await analytics.titleGenres({ content_id: '4' })).map(({ share }) => share)).toEqual([null, null])
})

test('of a title with more watches the last hundred tell who its viewers are', async () => {
  await database.execute(
    "INSERT INTO watchhistory (user_id, content_id, subscription_id, watched_on, progress) SELECT 2, 2, 2, '2024-10-01T00:00:00Z', 10 FROM generate_series(1, 100) AS g (n)",
  )
  // User 1, who watched before them, is none of those any more, and user 2 has watched nothing else.
  expect((await analytics.titleGenres({ content_id: '2' })).map(({ watches }) => watches)).toEqual([0, 0])
})
