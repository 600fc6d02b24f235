import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { formatExactNumber, formatMoney, formatMonth, formatShare } from '../app/display/format.ts'
import { numbersOf, withBrowser } from './browser.ts'

/** The pages of revenue and subscribers show what the API says of customers, with the same filters. */

const { open, json } = withBrowser()

type Numbers = Record<string, number>
interface Month {
  month: string
}

test.each([true, false])(
  'who comes, stays and leaves is what the API says (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await open('/subscribers?start_date=2024-09-01&plan=Basic', { javaScriptEnabled })
    const query = 'start_date=2024-09-01&plan=Basic'
    const movements = await json<(Month & Numbers)[]>(`/api/customer-movements?${query}&fill=true`)
    expect(movements.length).toBeGreaterThan(2)
    expect(await numbersOf(page, /^Who comes and who leaves/)).toEqual(
      movements.map((row) => [
        formatMonth(row.month),
        ...[
          'start_customers',
          'new_customers',
          'reactivated_customers',
          'churned_customers',
          'involuntarily_churned_customers',
          'switched_in_customers',
          'switched_out_customers',
          'end_customers',
        ].map((name) => formatExactNumber(row[name] ?? Number.NaN)),
      ]),
    )
    const plans = await json<(Month & { subscription: string; customers: number; mrr: number })[]>(
      '/api/customers-by-plan?start_date=2024-09-01',
    )
    expect(await numbersOf(page, /^Customers by plan/)).toEqual(
      plans.map((row) => [
        formatMonth(row.month),
        row.subscription,
        formatExactNumber(row.customers),
        formatMoney(row.mrr),
      ]),
    )
    const churn = await json<{ date: string; churn_rate: number | null }[]>(`/api/customer-churn?${query}`)
    expect((await numbersOf(page, /^Customer churn/)).map((row) => row.at(-1))).toEqual(
      churn.map(({ churn_rate }) => formatShare(churn_rate)),
    )
    const survival = await json<{ survival: number }[]>('/api/customer-survival?start_date=2024-09-01')
    expect((await numbersOf(page, /^How long customers stay/)).map((row) => row[3])).toEqual(
      survival.map((row) => formatShare(row.survival)),
    )
    expect(await page.getByText('Of all plans').count()).toBe(5)
  },
)

const cellsOf = (page: Page, cohort: string) =>
  page
    .getByRole('row', { name: new RegExp(`^${cohort}`) })
    .first()
    .locator('td')
    .allInnerTexts()

type Retention = 'customer_retention' | 'mrr_retention' | 'hours_retention'

test('cohorts stand in rows, by customers, MRR or hours, and the choice keeps the filters', async () => {
  const page = await open('/subscribers?start_date=2024-08-01&churn=stripe')
  const rows = await json<
    ({ cohort: string; months: number; customers: number } & Record<Retention, number>)[]
  >('/api/cohort-retention?start_date=2024-08-01')
  const august = rows.filter(({ cohort }) => cohort === '2024-08')
  const shares = (measure: Retention) =>
    Array.from({ length: 4 }, (_, months) =>
      formatShare(august.find((row) => row.months === months)?.[measure] ?? 0),
    )
  expect(await cellsOf(page, 'Aug 2024')).toEqual([
    formatExactNumber(august[0]?.customers ?? 0),
    ...shares('customer_retention'),
  ])
  await page
    .getByRole('navigation', { name: 'Measure of cohorts' })
    .getByRole('link', { name: 'MRR' })
    .press('Enter')
  await page.waitForURL(/\/subscribers\?start_date=2024-08-01&churn=stripe&cohorts=mrr$/)
  await expect.poll(async () => (await cellsOf(page, 'Aug 2024')).slice(1)).toEqual(shares('mrr_retention'))
  await page
    .getByRole('navigation', { name: 'Measure of cohorts' })
    .getByRole('link', { name: 'Hours' })
    .press('Enter')
  await page.waitForURL(/\/subscribers\?start_date=2024-08-01&churn=stripe&cohorts=hours$/)
  await expect.poll(async () => (await cellsOf(page, 'Aug 2024')).slice(1)).toEqual(shares('hours_retention'))
})

test('churn by day is Stripe’s, and says that it knows no plans', async () => {
  const page = await open('/subscribers?churn=stripe&plan=Basic')
  const days = await json<unknown[]>('/api/customer-churn?preset=stripe')
  expect(await numbersOf(page, /^Customer churn, all time$/)).toHaveLength(days.length)
  expect(await page.getByText('Of all plans').count()).toBe(6)
})

test('recurring revenue, its movements and the forecast are what the API says', async () => {
  const page = await open('/revenue?plan=Premium')
  const recurring = await json<(Month & Numbers)[]>('/api/recurring-revenue?plan=Premium&fill=true')
  expect((await numbersOf(page, /^Monthly recurring revenue/)).map((row) => row.slice(0, 2))).toEqual(
    recurring.map(({ month, mrr }) => [formatMonth(month), formatMoney(mrr ?? Number.NaN)]),
  )
  const movements = await json<(Month & Numbers)[]>('/api/mrr-movements?plan=Premium&fill=true')
  expect((await numbersOf(page, /^Movements of MRR/)).map((row) => [row[0], row[1], row.at(-1)])).toEqual(
    movements.map((row) => [
      formatMonth(row.month),
      formatMoney(row.start_mrr ?? Number.NaN),
      formatMoney(row.end_mrr ?? Number.NaN),
    ]),
  )
  const forecast = await json<Month[]>('/api/mrr-forecast?months=6')
  expect((await numbersOf(page, /^Forecast of MRR/)).map(([month]) => month)).toEqual(
    forecast.map(({ month }) => formatMonth(month)),
  )
  await page.getByText('Of all plans, from the last whole month on').waitFor()
})

test('a month of MRR leads to its days, and less churn is shown as good news', async () => {
  const page = await open('/revenue')
  await page
    .getByRole('figure', { name: /^MRR by month/ })
    .getByRole('link', { name: /^Sep 2024/ })
    .press('Enter')
  await page.getByRole('heading', { name: 'Revenue by day, 1 Sep to 30 Sep 2024' }).waitFor()
  await page.goto(`${new URL(page.url()).origin}/revenue`)
  const churn = page.getByText('Net MRR churn in Nov 2024').locator('..')
  await churn.getByText(/^Down/).waitFor({ state: 'attached' })
  expect(await churn.locator('.text-emerald-800').count()).toBe(1)
})

test('a period by name ends with the data and stays in the URL; days take its place', async () => {
  const page = await open('/revenue?plan=Basic')
  const { data_until } = await json<{ data_until: string }>('/api/filter-options')
  expect(data_until).toBe('2024-11-30')
  const period = page.getByRole('navigation', { name: 'Period, data until 30 Nov 2024' })
  await period.getByRole('link', { name: '90 days' }).press('Enter')
  await page.waitForURL(/\/revenue\?plan=Basic&period=90-days$/)
  await page.getByRole('heading', { name: 'Weekly payments, 2 Sep to 30 Nov 2024' }).waitFor()
  expect(await period.locator('[aria-current]').innerText()).toBe('90 days')
  await page.getByLabel('From', { exact: true }).fill('2024-10-01')
  await page.waitForURL((url) => url.search === '?start_date=2024-10-01&plan=Basic')
  await page.getByRole('heading', { name: 'Weekly payments, from 1 Oct 2024' }).waitFor()
  expect(await period.locator('[aria-current]').count()).toBe(0)
  await period.getByRole('link', { name: 'All' }).press('Enter')
  await page.waitForURL(/\/revenue\?plan=Basic$/)
})

test('an unknown period is said, with those there are', async () => {
  const page = await open('/subscribers?period=week', { javaScriptEnabled: false })
  await page.getByText('No period “week”. There is: 30-days, 90-days, 12-months, year-to-date.').waitFor()
})
