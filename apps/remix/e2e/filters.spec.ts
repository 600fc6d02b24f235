import { expect, test } from 'vitest'
import { formatMoney, formatMonth } from '../app/display/format.ts'
import { numbersOf, withBrowser } from './browser.ts'

/** The URL is the state: filters change it, and it alone reproduces the view. */

const { open, origin, json } = withBrowser()

test('a choice changes the URL and the view at once; back leads to the page before, forward to the view', async () => {
  const page = await open('/')
  await page.getByRole('link', { name: 'Viewing' }).click()
  await page.getByRole('heading', { level: 1, name: 'Viewing' }).waitFor()
  await page.locator('select[name=genre]').selectOption('Drama')
  await page.getByRole('heading', { name: 'Most watched by month: Drama' }).waitFor()
  await page.locator('select[name=month]').selectOption('2024-09')
  await page.getByRole('heading', { name: 'Most popular in September 2024' }).waitFor()
  expect(new URL(page.url()).search).toBe('?month=2024-09&genre=Drama')
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await page.goForward()
  await page.getByRole('heading', { name: 'Most popular in September 2024' }).waitFor()
  expect(await page.locator('select[name=month]').inputValue()).toBe('2024-09')
})

test('a choice by the keyboard is followed when it is made, not at each arrow key', async () => {
  const page = await open('/')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('_data=')) asked.push(new URL(request.url()).search)
  })
  await page.locator('select[name=genre]').focus()
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowDown')
  await page.getByText('Press Enter to apply.').waitFor()
  expect(asked).toEqual([])
  const genre = await page.locator('select[name=genre]').inputValue()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: `Top rated: ${genre}` }).waitFor()
  expect(new Set(asked).size).toBeLessThanOrEqual(2) // one for each route of the page
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Tab')
  await page.getByRole('heading', { name: `Top rated: ${genre}` }).waitFor({ state: 'detached' })
})

test('cards that do not follow a filter say so', async () => {
  const page = await open('/?genre=Drama')
  // Key figures, revenue, plans, genres, methods and weekly payments.
  expect(await page.getByText('Of all genres').count()).toBe(6)
  await page.goto(`${origin()}/`)
  expect(await page.getByText('Of all genres').count()).toBe(0)
})

test('an end before the start is said at the fields, and the page stays as it is', async () => {
  const page = await open('/revenue?start_date=2024-10-01')
  await page.getByRole('heading', { name: /^Revenue by month, Oct 2024/ }).waitFor()
  await page.locator('input[name=end_date]').fill('2024-09-01')
  await page.getByRole('alert').filter({ hasText: 'To lies before From' }).waitFor()
  expect(new URL(page.url()).search).toBe('?start_date=2024-10-01')
  await page.goto(`${origin()}/revenue?start_date=2024-10-01&end_date=2024-09-01`)
  await page.getByText('To (1 Sep 2024) lies before From (1 Oct 2024). Both are left out.').waitFor()
  expect(await page.getByText('expected').count()).toBe(0)
})

test('a shared URL reproduces the view', async () => {
  const first = await open('/')
  await first.locator('select[name=genre]').selectOption('Thriller')
  await first.getByRole('heading', { name: 'Top rated: Thriller' }).waitFor()
  const second = await open(first.url().replace(origin(), ''))
  const view = (page: typeof first) => page.locator('main').innerText()
  expect(await second.locator('select[name=genre]').inputValue()).toBe('Thriller')
  await second.locator('.recharts-surface').first().waitFor()
  await first.locator('.recharts-surface').first().waitFor()
  expect(await view(second)).toBe(await view(first))
})

/** Opens a page whose scripts wait until they are let through. */
async function openBeforeScript(path: string) {
  const page = await open('/favicon.svg')
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route('**/assets/*.js', async (route) => {
    await arrived
    await route.continue()
  })
  await page.goto(origin() + path, { waitUntil: 'commit' })
  return { page, arrive }
}

test('a choice made before the script has arrived is followed when it has', async () => {
  const { page, arrive } = await openBeforeScript('/')
  await page.locator('select[name=genre]').selectOption('Comedy')
  expect(await page.getByRole('heading', { name: 'Top rated: Comedy' }).count()).toBe(0)
  arrive()
  await page.getByRole('heading', { name: 'Top rated: Comedy' }).waitFor()
  expect(new URL(page.url()).search).toBe('?month=2024-11&genre=Comedy')
})

test('an end before the start that was chosen before the script has arrived is said, too', async () => {
  const { page, arrive } = await openBeforeScript('/revenue?start_date=2024-10-01')
  await page.locator('input[name=end_date]').fill('2024-09-01')
  arrive()
  await page.getByRole('alert').filter({ hasText: 'To lies before From' }).waitFor()
  expect(new URL(page.url()).search).toBe('?start_date=2024-10-01')
})

test('without JavaScript filters work by their button', async () => {
  const page = await open('/viewing', { javaScriptEnabled: false })
  await page.locator('select[name=month]').selectOption('2024-10')
  await page.locator('select[name=content_type]').selectOption('Series')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('heading', { name: 'Most popular in October 2024' }).waitFor()
  expect(await page.getByText('Series — sum of progress').isVisible()).toBe(true)
  await page.locator('summary', { hasText: 'Numbers' }).first().click()
  expect(await page.getByRole('table').first().isVisible()).toBe(true)
})

test('an unknown month or genre says so and offers those that exist', async () => {
  const page = await open('/?month=2031-01&genre=Western')
  const alerts = await page.getByRole('alert').allInnerTexts()
  expect(alerts[0]).toBe('No month “2031-01”. There is: Nov 2024, Oct 2024, Sep 2024, Aug 2024.')
  expect(alerts[1]).toContain('No genre “Western”. There is: Action, Adventure,')
  expect(await page.getByRole('heading', { name: 'Most popular in November 2024' }).isVisible()).toBe(true)
})

test('filters can be used by keyboard alone, beginning with the link past the menu', async () => {
  const page = await open('/')
  await page.locator('.recharts-surface').first().waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('month')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Most popular in October 2024' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.getByRole('heading', { name: 'Most popular in September 2024' }).waitFor()
})

test('a date can be typed: the page follows when the year is complete, and the field keeps the focus', async () => {
  const page = await open('/revenue?granularity=day')
  await page.locator('.recharts-surface').first().waitFor()
  await page.locator('input[name=start_date]').focus()
  await page.keyboard.type('09012024', { delay: 50 })
  await page.waitForURL('**/revenue?granularity=day&start_date=2024-09-01')
  await page.getByRole('heading', { name: /^Revenue by day, 1 Sep to/ }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('start_date')
})

test('the page keeps its scroll when the granularity changes', async () => {
  const page = await open('/')
  await page.evaluate(() => window.scrollTo(0, 200))
  await page.getByRole('link', { name: 'Week', exact: true }).click()
  await page.getByRole('heading', { name: /^Revenue by week/ }).waitFor()
  expect(await page.evaluate(() => window.scrollY)).toBe(200)
})

test('the theme is kept and arrives with the page, also without JavaScript', async () => {
  const page = await open('/viewing?genre=Drama', { javaScriptEnabled: false, colorScheme: 'light' })
  const background = () => page.locator('html').evaluate((html) => getComputedStyle(html).backgroundColor)
  const light = await background()
  await page.getByRole('button', { name: 'dark' }).last().click()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/viewing?genre=Drama')
  expect(await background()).not.toBe(light)
})

test('a period is kept from page to page, a filter only by pages that have it', async () => {
  const page = await open('/viewing?period=90-days&genre=Drama&plan=Premium&compare=previous')
  const menu = page.getByRole('navigation', { name: 'Pages' })
  const to = (name: string) => menu.getByRole('link', { name }).getAttribute('href')
  expect(await to('Overview')).toBe('/?period=90-days&compare=previous&genre=Drama')
  expect(await to('Revenue')).toBe('/revenue?period=90-days&compare=previous&plan=Premium')
  expect(await to('Subscribers')).toBe('/subscribers?period=90-days&compare=previous&plan=Premium')
  expect(await to('Users')).toBe('/users')
  await menu.getByRole('link', { name: 'Revenue' }).click()
  await page.getByRole('heading', { name: /^Revenue by month, / }).waitFor()
  expect(await page.locator('select[name=plan]').inputValue()).toBe('Premium')
})

test.each(['/', '/revenue'])('%s shows revenue beside the period before, bucket by bucket', async (path) => {
  const days = 'start_date=2024-10-01&end_date=2024-11-30'
  const page = await open(`${path}?${days}&compare=previous`)
  const revenue = (query: string) =>
    json<{ date: string; revenue: number }[]>(`/api/revenue-trends?${query}&granularity=month&fill=true`)
  const [now, before] = await Promise.all([
    revenue(days),
    // October and November have 61 days, as August and September have.
    revenue('start_date=2024-08-01&end_date=2024-09-30'),
  ])
  expect(before.map(({ date }) => date)).toEqual(['2024-08-01', '2024-09-01'])
  expect((await numbersOf(page, /^Revenue by month/)).map((row) => [row[1], row[3], row[4]])).toEqual(
    now.map(({ revenue }, at) => [
      formatMoney(revenue),
      formatMonth((before[at]?.date ?? '').slice(0, 7)),
      formatMoney(before[at]?.revenue ?? 0),
    ]),
  )
})
