import { expect, test } from 'vitest'
import { formatExactNumber, formatMoney, formatMonth, formatShare } from '../app/display/format.ts'
import { cardOf, numbersOf, withBrowser } from './browser.ts'

/** Two periods beside each other: October and November 2024 have 61 days, as August and September have. */

const { open, json } = withBrowser()
const days = 'start_date=2024-10-01&end_date=2024-11-30'
const before = 'start_date=2024-08-01&end_date=2024-09-30'
const months = ['2024-08', '2024-09'].map(formatMonth)

interface Movements {
  month: string
  end_customers: number
}

test('the key figures of subscribers stand beside those of the period before, also without JavaScript', async () => {
  const page = await open(`/subscribers?${days}&compare=previous`, { javaScriptEnabled: false })
  const [now, then] = await Promise.all(
    [days, before].map(async (query) => {
      const rows = await json<Movements[]>(`/api/customer-movements?${query}&fill=true`)
      return rows.at(-1)?.end_customers ?? 0
    }),
  )
  const figure = await page.getByRole('region', { name: 'Key figures of Nov 2024' }).innerText()
  expect(figure).toContain(formatExactNumber(now ?? 0))
  expect(figure).toContain(`${formatShare(Math.abs((now ?? 0) / (then ?? 0) - 1))} on Sep 2024`)
})

test.each([
  ['/subscribers', /^Customer churn/, '/api/customer-churn?', 'churn_rate', formatShare],
  [
    '/revenue',
    /^Monthly recurring revenue/,
    '/api/recurring-revenue?fill=true&',
    'mrr',
    (value: number | null) => formatMoney(value ?? 0),
  ],
] as const)('on %s %s stands beside the period before, month by month', async (at, card, path, of, write) => {
  const page = await open(`${at}?${days}&compare=previous`)
  const rows = await json<Record<string, number | null>[]>(`${path}${before}`)
  expect((await numbersOf(page, card)).map((row) => row.slice(-2))).toEqual(
    rows.map((row, at) => [months[at], write(row[of] ?? null)]),
  )
})

test.each([
  ['/', ['Revenue by month', 'Weekly payments'], ['Payment methods', 'Accounts by plan']],
  ['/revenue', ['Monthly recurring revenue', 'Failed charges'], ['Forecast of MRR', 'Movements of MRR']],
  ['/subscribers', ['Customer churn', 'Active users by day'], ['Retention of cohorts', 'Users at risk']],
  ['/viewing', ['Hours by month'], ['Watches by genre', 'Most viewers at once']],
])('%s says which cards show one period alone', async (path, beside, alone) => {
  const page = await open(`${path}?${days}&compare=previous`)
  const words = (title: string) => cardOf(page, new RegExp(`^${title}`)).innerText()
  for (const title of beside) expect(await words(title)).toMatch(/beside 1 Aug to 30 Sept? 2024/)
  for (const title of alone) expect(await words(title)).toMatch(/not compared/i)
  expect(await page.getByText(/not compared/i).count()).toBeGreaterThanOrEqual(alone.length)
  const single = await open(`${path}?${days}`)
  expect(await single.getByText(/not compared/i).count()).toBe(0)
})

test('where nothing lies a year before, key figures stay beside the month before', async () => {
  const page = await open(`/?${days}&compare=year_before`)
  await page.getByText('Nothing is compared: there are no data of the time before.').waitFor()
  const figures = await page.getByRole('region', { name: 'Key figures of November 2024' }).innerText()
  expect(figures.match(/on Oct 2024/g)).toHaveLength(4)
})
