import { expect, test } from 'vitest'
import { formatDay, formatMoney, formatMonth, formatNumber, formatShare } from '../app/display/format.ts'
import { numbersOf, withBrowser } from './browser.ts'

/** Each section shows the numbers that the API gives for the same filters. */

const { open, json } = withBrowser()

interface Popular {
  month: string
  title: string
  genre: string
  total_progress: number
  watch_count: number
  average_progress: number
}
interface Top {
  title: string
  genre: string
  content_type: string
  release_year: number
  rating: number
  review_count: number
}

const popularRows = (rows: Popular[]) =>
  rows.map((row) => [
    row.title,
    row.genre,
    formatNumber(row.total_progress),
    formatNumber(row.watch_count),
    `${formatNumber(row.average_progress)}%`,
  ])
const topRows = (rows: Top[]) =>
  rows.map((row) => [
    row.title,
    row.genre,
    row.content_type,
    String(row.release_year),
    row.rating.toFixed(1),
    formatNumber(row.review_count),
  ])

test.each([true, false])(
  'the overview shows what the API says (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await open('/?month=2024-09&genre=Drama', { javaScriptEnabled })
    const plans = await json<{ subscription: string; user_count: number }[]>('/api/subscriptions')
    expect(await numbersOf(page, 'Accounts by plan')).toEqual(
      plans.map((row) => [row.subscription, formatNumber(row.user_count)]),
    )
    const revenue = await json<{ date: string; revenue: number; payments: number }[]>('/api/revenue-trends')
    expect(await numbersOf(page, /^Revenue by month, Aug 2024 to Nov 2024$/)).toEqual(
      revenue.map((row) => [
        formatMonth(row.date.slice(0, 7)),
        formatMoney(row.revenue),
        formatNumber(row.payments),
      ]),
    )
    const popular = await json<Popular[]>('/api/popular-content-over-time?month=2024-09&genre=Drama&limit=8')
    expect(await numbersOf(page, 'Most popular in September 2024')).toEqual(popularRows(popular))
    expect(popular.length).toBeGreaterThan(0)
    expect(await numbersOf(page, 'Top rated: Drama')).toEqual(
      topRows(await json<Top[]>('/api/top-content?genre=Drama&limit=8')),
    )
    const genres = await json<{ genre: string; watch_count: number }[]>('/api/watch-history-genre?limit=8')
    expect(await numbersOf(page, 'Watches by genre')).toEqual(
      genres.map((row) => [row.genre, formatNumber(row.watch_count)]),
    )
    const methods = await json<{ method: string; count: number }[]>('/api/payment-method-distribution')
    const payments = methods.reduce((sum, { count }) => sum + count, 0)
    expect(await numbersOf(page, 'Payment methods')).toEqual(
      methods.map((row) => [row.method, formatNumber(row.count), formatShare(row.count / payments)]),
    )
    const weeks = await json<{ week: string; total_revenue: number }[]>('/api/payments-trend?fill=true')
    expect(await numbersOf(page, 'Weekly payments')).toEqual(
      weeks.map((row) => [formatDay(row.week), formatMoney(row.total_revenue)]),
    )
  },
)

test('the key figures are those of the chosen month, against the month before', async () => {
  const page = await open('/?month=2024-10')
  const [september, october] = await json<{ revenue: number; watches: number }[]>(
    '/api/monthly-summary?month=2024-10&months=2',
  )
  const figures = await page.getByRole('region', { name: 'Key figures of October 2024' }).innerText()
  expect(figures).toContain(`$${Math.round(october?.revenue ?? 0)}`)
  expect(figures).toContain(
    `${formatShare(Math.abs((october?.revenue ?? 0) / (september?.revenue ?? 1) - 1))} on Sep 2024`,
  )
  expect(figures).toContain(`Watches in Oct 2024\n\n${october?.watches}`)
})

test('a month, a plan and a genre lead to their pages, by key and by pointer, and a column says its number exactly', async () => {
  const page = await open('/')
  const [august, september] = await json<{ revenue: number }[]>('/api/revenue-trends')
  const change = (september?.revenue ?? 0) / (august?.revenue ?? 1) - 1
  const exact = `${formatMoney(september?.revenue ?? 0)}, up ${formatShare(change)} on Aug 2024`
  const chart = page.getByRole('figure', { name: /^Revenue by month/ })
  await chart.locator('.recharts-bar-rectangle').nth(1).hover()
  await chart.getByText(`Revenue ${exact}`).waitFor()
  await chart.locator('.recharts-bar-rectangle').nth(1).click()
  await page.getByRole('heading', { name: 'Revenue by day, 1 Sep to 30 Sep 2024' }).waitFor()
  await page.goBack()
  await chart.getByRole('link', { name: `Sep 2024: ${exact}` }).press('Enter')
  await page.getByRole('heading', { name: 'Revenue by day, 1 Sep to 30 Sep 2024' }).waitFor()
  // Both pages have a link of that name, and at a new page the focus goes to its heading first.
  const backToOverview = async () => {
    await page.goBack()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Overview')
  }
  await backToOverview()
  await page.getByRole('link', { name: 'Basic', exact: true }).press('Enter')
  await page.waitForURL(/\/revenue\?plan=Basic$/)
  await backToOverview()
  await page.getByRole('link', { name: 'Drama', exact: true }).click()
  await page.waitForURL(/\/viewing\?genre=Drama$/)
})

test('viewing follows type and plan as well', async () => {
  const query = 'month=2024-11&content_type=Film&plan=Basic'
  const page = await open(`/viewing?${query}`)
  expect(await numbersOf(page, 'Most popular in November 2024')).toEqual(
    popularRows(await json<Popular[]>(`/api/popular-content-over-time?${query}&limit=20`)),
  )
  const trend = await json<{ month: string; title: string; watch_count: number }[]>(
    '/api/popular-content-trend?content_type=Film&plan=Basic&limit=5',
  )
  expect(await numbersOf(page, 'Most watched by month')).toEqual(
    trend.map((row) => [formatMonth(row.month), row.title, formatNumber(row.watch_count)]),
  )
})

test('revenue follows dates, plan and granularity, every day there', async () => {
  const query = 'granularity=day&start_date=2024-09-01&end_date=2024-09-14&plan=Premium'
  const page = await open(`/revenue?${query}`)
  const rows = await json<{ date: string; revenue: number; payments: number }[]>(
    `/api/revenue-trends?${query}&fill=true`,
  )
  expect(rows).toHaveLength(14)
  expect(await numbersOf(page, /^Revenue by day/)).toEqual(
    rows.map((row) => [formatDay(row.date), formatMoney(row.revenue), formatNumber(row.payments)]),
  )
})

test('a user is found by part of the name and shown with their history', async () => {
  const stats = await json<{
    name: string
    watch_history: { title: string }[]
    totals: { payment_count: number }
  }>('/api/user-stats/1')
  const page = await open('/users')
  await page.getByLabel('Name, e-mail or id').fill(stats.name.toLowerCase())
  await page.getByRole('button', { name: 'Find' }).press('Enter')
  await page.getByRole('link', { name: stats.name }).click()
  await page.getByRole('heading', { level: 1, name: stats.name }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/users/1')
  expect((await numbersOf(page, 'Watch history')).map(([title]) => title)).toEqual(
    stats.watch_history.map(({ title }) => title),
  )
  expect(await numbersOf(page, 'Payment history')).toHaveLength(stats.totals.payment_count)
})

test('an unknown user and a search without result say so', async () => {
  const nobody = await open('/users?search=qqqq')
  expect(await nobody.locator('main').innerText()).toContain('Nobody’s name, e-mail or id has “qqqq”.')
})
