import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { formatDay, formatExactNumber, formatMonth, formatShare } from '../app/display/format.ts'
import { numbersOf, withBrowser } from './browser.ts'

/** The pages of viewing, the catalogue, a title and a user show what the API says, with the same filters. */

const { open, json } = withBrowser()

interface Bucket {
  date: string
  hours: number
  watches: number
  completion_rate: number | null
}
interface Ranked {
  title: string
  genre: string
  hours: number | null
  previous: number | null
  change: number | null
}

const exact = (value: number | null) => (value === null ? 'n/a' : formatExactNumber(value))

test.each([true, false])(
  'what is watched over time, by whom at once and at which hours is what the API says (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const query = 'start_date=2024-09-01&end_date=2024-11-30'
    const page = await open(`/viewing?${query}&genre=Drama&granularity=week&zone=Asia/Tokyo`, {
      javaScriptEnabled,
    })
    const trend = await json<Bucket[]>(`/api/viewing-trend?${query}&genre=Drama&granularity=week&fill=true`)
    expect(trend).toHaveLength(14)
    expect(
      (await numbersOf(page, /^Hours by week/)).map((row) => [row[0], row[1], row[2], row.at(-1)]),
    ).toEqual(
      trend.map((row) => [
        formatDay(row.date),
        exact(row.hours),
        exact(row.watches),
        formatShare(row.completion_rate),
      ]),
    )
    const hours = await json<{ watches: number }[]>(`/api/viewing-hours?${query}&zone=Asia/Tokyo`)
    // An hour a row, a weekday a column; the API has the hours of Monday first.
    const ofHours = (await numbersOf(page, /^Watches by weekday and hour/)).map(([, ...week]) => week)
    expect(Array.from({ length: 168 }, (_, at) => ofHours[at % 24]?.[Math.floor(at / 24)])).toEqual(
      hours.map(({ watches }) => exact(watches)),
    )
    const peaks = await json<{ date: string; peak_viewers: number }[]>(
      `/api/concurrent-viewers?${query}&fill=true`,
    )
    expect(await numbersOf(page, /^Most viewers at once/)).toEqual(
      peaks.map((row) => [formatDay(row.date), exact(row.peak_viewers)]),
    )
    const titles = await json<Ranked[]>(`/api/title-ranking?${query}&genre=Drama&measure=hours&limit=12`)
    expect(await numbersOf(page, /^Titles by hours/)).toEqual(
      titles.map((row) => [row.title, row.genre, exact(row.hours)]),
    )
    expect(await page.getByText('Of all genres, types and plans').count()).toBe(2)
  },
)

test('two periods stand in one chart, and titles that lost come first', async () => {
  const days = 'start_date=2024-11-01&end_date=2024-11-30'
  const page = await open(`/viewing?${days}&compare=previous&order=lost&measure=watches`)
  await page.getByText('beside 2 Oct to 31 Oct 2024: plays, however much was seen').waitFor()
  const lost = await json<(Ranked & { watches: number })[]>(
    `/api/title-ranking?${days}&compare=previous&order=lost&measure=watches&limit=12`,
  )
  expect((await numbersOf(page, /^Titles that lost watches/)).map((row) => [row[0], row[2], row[3]])).toEqual(
    lost.map((row) => [row.title, exact(row.watches), exact(row.previous)]),
  )
  const chart = page.getByRole('figure', { name: /^Watches by month/ })
  expect(await chart.getByRole('listitem').allInnerTexts()).toEqual([
    'Watches',
    'Watches, 2 Oct to 31 Oct 2024',
  ])
  // A choice of the card keeps the page's filters.
  await page
    .getByRole('navigation', { name: 'Measure' })
    .getByRole('link', { name: 'Completion' })
    .press('Enter')
  await page.getByRole('heading', { name: /^Completion rate by month/ }).waitFor()
  const search = new URL(page.url()).searchParams
  expect([search.get('compare'), search.get('order'), search.get('start_date')]).toEqual([
    'previous',
    'lost',
    '2024-11-01',
  ])
})

test('a comparison with a time before the data is said, not left out in silence', async () => {
  const page = await open('/viewing?compare=year_before&period=30-days', { javaScriptEnabled: false })
  await page.getByText('Nothing is compared: there are no data of the time before.').waitFor()
})

test('a month of hours leads to its days, and the URL has no defaults', async () => {
  const page = await open('/viewing')
  expect(new URL(page.url()).search).toBe('')
  await page
    .getByRole('figure', { name: /^Hours by month/ })
    .getByRole('link', { name: /^Sep 2024/ })
    .press('Enter')
  await page.getByRole('heading', { name: 'Hours by day, 1 Sep to 30 Sep 2024' }).waitFor()
  expect(new URL(page.url()).search).toBe('?start_date=2024-09-01&end_date=2024-09-30&granularity=day')
})

test('what a page’s URL cannot mean is said', async () => {
  const page = await open('/viewing?measure=minutes&order=least&compare=ever&zone=Mars&granularity=year')
  const alerts = await page.getByRole('alert').allInnerTexts()
  expect(alerts).toEqual([
    'No measure “minutes”. There is: hours, watches, views, starters, watchers, completers, completion_rate.',
    'No granularity “year”. There is: day, week, month.',
    'No order of titles “least”. There is: most, gained, lost.',
    'No comparison “ever”. There is: none, previous, year_before.',
    'No zone “Mars”. There is any of IANA’s, such as Europe/Berlin.',
  ])
})

const titlesOf = (page: Page) =>
  page
    .getByRole('region', { name: 'Titles', exact: true })
    .getByRole('link')
    .filter({ hasNot: page.locator('span') })
    .allInnerTexts()

test.each([true, false])(
  'titles are searched, filtered and ordered, and their health is told (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await open('/catalogue?genre=Drama&sort=rating&order=desc', { javaScriptEnabled })
    const { items } = await json<{ items: { title: string }[] }>(
      '/api/content?genre=Drama&sort=rating&order=desc&limit=25',
    )
    expect(items.length).toBeGreaterThan(5)
    expect(await titlesOf(page)).toEqual(items.map(({ title }) => title))
    const health = await json<Record<string, number>>('/api/catalogue-health?genre=Drama')
    const figures = page.getByRole('region', { name: 'The catalogue’s health' })
    await figures.getByText(String(health.never_watched), { exact: true }).first().waitFor()
    const supply = await json<{ genre: string; hours: number }[]>('/api/genre-supply')
    expect((await numbersOf(page, /^Supply and demand/)).map((row) => [row[0], row[3]])).toEqual(
      supply.map(({ genre, hours }) => [genre, exact(hours)]),
    )
    await page.getByLabel('Title', { exact: true }).fill('zzzz')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('No title of Drama has “zzzz”.').waitFor()
  },
)

test('a title’s page has its audience, how far it is watched, and what users say', async () => {
  const [best] = await json<(Ranked & { content_id: string })[]>('/api/title-ranking?limit=1')
  const id = best?.content_id
  const page = await open(`/titles/${id}`)
  const trend = await json<Bucket[]>(`/api/viewing-trend?content_id=${id}&fill=true`)
  expect((await numbersOf(page, /^Hours by month/)).map((row) => [row[0], row[2]])).toEqual(
    trend.map((row) => [formatMonth(row.date.slice(0, 7)), exact(row.watches)]),
  )
  const completion = await json<{ share: number | null }[]>(`/api/title-completion?content_id=${id}`)
  expect((await numbersOf(page, 'How far it is watched')).map((row) => row[2])).toEqual(
    completion.map(({ share }) => formatShare(share)),
  )
  const genres = await json<{ genre: string; watches: number }[]>(`/api/title-genres?content_id=${id}`)
  expect(genres[0]?.watches).toBeGreaterThan(0)
  expect((await numbersOf(page, 'What else its viewers watch')).map((row) => [row[0], row[1]])).toEqual(
    genres.map(({ genre, watches }) => [genre, formatExactNumber(watches)]),
  )
  const plans = await json<{ subscription: string; watches: number }[]>(`/api/title-plans?content_id=${id}`)
  expect((await numbersOf(page, 'Watches by plan')).map((row) => [row[0], row[1]])).toEqual(
    plans.map((row) => [row.subscription, exact(row.watches)]),
  )
  const ratings = await json<{ distribution: { reviews: number }[] }>(`/api/title-ratings?content_id=${id}`)
  expect((await numbersOf(page, 'Users’ ratings')).map((row) => row[1])).toEqual(
    ratings.distribution.map(({ reviews }) => exact(reviews)),
  )
})

test('a user’s page has their months and their taste', async () => {
  const page = await open('/users/1')
  const months = await json<{ month: string; hours: number; watches: number }[]>('/api/user-months/1')
  expect((await numbersOf(page, 'Month by month')).map((row) => [row[0], row[4], row[5]])).toEqual(
    months.map((row) => [formatMonth(row.month), exact(row.watches), exact(row.hours)]),
  )
  const taste = await json<{ genre: string; share: number | null }[]>('/api/user-taste/1')
  expect((await numbersOf(page, 'Genres beside everybody’s')).map((row) => [row[0], row[2]])).toEqual(
    taste.map((row) => [row.genre, formatShare(row.share)]),
  )
})

test('who watches less than they did is listed, with a way to them', async () => {
  const page = await open('/subscribers')
  const risk = await json<{ user_id: string; name: string; hours: number }[]>('/api/users-at-risk?limit=100')
  expect(risk.length).toBeGreaterThan(0)
  expect((await numbersOf(page, /^Users at risk/)).map((row) => [row[0], row[2]])).toEqual([
    ...risk.slice(0, 8).map((row) => [row.name, exact(row.hours)]),
    ...risk.map((row) => [row.name, exact(row.hours)]),
  ])
  const active = await json<Record<string, number>[]>('/api/active-users')
  expect((await numbersOf(page, /^Active users/)).map((row) => row[3])).toEqual(
    active.map((row) => exact(row.monthly_active_users ?? null)),
  )
  await page
    .getByRole('link', { name: risk[0]?.name ?? '' })
    .first()
    .press('Enter')
  await page.waitForURL(`**/users/${risk[0]?.user_id}`)
})

test.each([true, false])(
  'a number tells its SQL, its first rows and how to ask for it (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await open('/viewing?genre=Drama', { javaScriptEnabled })
    const card = page
      .locator('section', { has: page.getByRole('heading', { name: /^Hours by month/ }) })
      .first()
    await card.locator('summary', { hasText: 'About' }).click()
    await card.getByRole('link', { name: 'SQL, rows and calls' }).click()
    await page
      .getByRole('heading', { level: 1, name: 'About: Watches, hours and completion over time' })
      .waitFor()
    await page
      .getByText(
        "await client.analytics.viewingTrend.query({ genre: 'Drama', granularity: 'month', fill: true })",
      )
      .waitFor()
    await page.getByText(/SUM\(w\.watches\)/).waitFor()
    const rows = await json<Bucket[]>('/api/viewing-trend?genre=Drama&granularity=month&fill=true')
    expect(await page.getByRole('table').locator('tbody tr').count()).toBe(rows.length)
    expect(await page.getByText('genre = Drama').count()).toBe(0)
    await page.getByText(/\$\d = Drama/).waitFor()
  },
)
