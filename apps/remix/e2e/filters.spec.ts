import { expect, test } from 'vitest'
import { withBrowser } from './browser.ts'

/** The URL is the state: filters change it, and it alone reproduces the view. */

const { open, origin } = withBrowser()

test('a choice changes the URL and the view at once; back and forward follow', async () => {
  const page = await open('/')
  await page.locator('select[name=genre]').selectOption('Drama')
  await page.getByRole('heading', { name: 'Top rated: Drama' }).waitFor()
  await page.locator('select[name=month]').selectOption('2024-09')
  await page.getByRole('heading', { name: 'Most popular in September 2024' }).waitFor()
  expect(new URL(page.url()).search).toBe('?month=2024-09&genre=Drama')
  await page.goBack()
  await page.getByRole('heading', { name: 'Most popular in November 2024' }).waitFor()
  expect(await page.locator('select[name=month]').inputValue()).toBe('2024-11')
  await page.goForward()
  await page.getByRole('heading', { name: 'Most popular in September 2024' }).waitFor()
  expect(await page.locator('select[name=month]').inputValue()).toBe('2024-09')
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

test('a choice made before the script has arrived is followed when it has', async () => {
  const page = await open('/favicon.svg')
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route('**/assets/*.js', async (route) => {
    await arrived
    await route.continue()
  })
  await page.goto(`${origin()}/`, { waitUntil: 'commit' })
  await page.locator('select[name=genre]').selectOption('Comedy')
  expect(await page.getByRole('heading', { name: 'Top rated: Comedy' }).count()).toBe(0)
  arrive()
  await page.getByRole('heading', { name: 'Top rated: Comedy' }).waitFor()
  expect(new URL(page.url()).search).toBe('?month=2024-11&genre=Comedy')
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

test('a date range the wrong way round says so in the cards it concerns, and the others stand', async () => {
  const page = await open('/revenue?start_date=2024-10-02&end_date=2024-10-01')
  expect(await page.getByRole('alert').first().innerText()).toContain(
    'end_date: expected a day from start_date (2024-10-02) on, got "2024-10-01"',
  )
  expect(await page.getByRole('heading', { name: 'Subscriptions by plan' }).isVisible()).toBe(true)
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
  await page.getByRole('heading', { name: 'Most popular in October 2024' }).waitFor()
  await page.keyboard.press('ArrowDown')
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
  await page.getByRole('link', { name: 'week', exact: true }).click()
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
