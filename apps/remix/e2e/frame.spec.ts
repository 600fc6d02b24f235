import { expect, test } from 'vitest'
import { withBrowser } from './browser.ts'

/** What stays when something is missing: the frame, the focus, what is on screen. */

const { open, openAsAdmin, origin } = withBrowser()

test('a path without a page keeps the menu, and says so in title and heading', async () => {
  const page = await open('/nope')
  expect(await page.title()).toBe('Not found · Streaming service')
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('There is no such page')
  const menu = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  expect(await menu.allInnerTexts()).toContain('Viewing')
  await menu.filter({ hasText: 'Viewing' }).click()
  await page.getByRole('heading', { level: 1, name: 'Viewing' }).waitFor()
})

test('a lost network keeps what is on screen, says so, and goes on when it is back', async () => {
  const page = await open('/')
  await page.getByRole('heading', { name: /^Top rated/ }).waitFor()
  await page.route('**/*_data=*', (route) => route.abort('internetdisconnected'))
  await page.getByRole('link', { name: 'Viewing' }).click()
  await page.getByText('The server cannot be reached. What you see is from before').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Overview')
  await page.unroute('**/*_data=*')
  await page.getByRole('heading', { level: 1, name: 'Viewing' }).waitFor()
  await page.getByText('The server cannot be reached').waitFor({ state: 'detached' })
})

test('a form that could not be sent keeps what was typed, and says that it is not known to be done', async () => {
  const page = await openAsAdmin('/manage/plans/new')
  await page.getByLabel('Name').fill('Night owl')
  await page.getByLabel('Price per month, USD').fill('5')
  await page.route('**/*_data=*', (route) => route.abort('internetdisconnected'))
  await page.getByRole('button', { name: 'Add plan' }).click()
  await page.getByRole('alert').filter({ hasText: 'it is not known whether this was done' }).waitFor()
  expect(await page.getByLabel('Name').inputValue()).toBe('Night owl')
})

test('at a new page the focus is on its heading and its title is spoken', async () => {
  const page = await open('/')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Revenue' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Revenue' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent === 'Revenue')
  expect(await page.locator('p[aria-live=polite]').innerText()).toBe('Revenue · Streaming service')
})

test('what has the focus does not lie under the bar of filters', async () => {
  const page = await open('/viewing')
  const links = page.locator('main').getByRole('link')
  await links.last().focus()
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Shift+Tab')
    const covered = await page.evaluate(() => {
      const focused = document.activeElement
      const bar = document.querySelector('form[aria-label=Filters]')
      if (focused === null || bar === null || bar.contains(focused)) return false
      const [top, bottom] = [focused.getBoundingClientRect().top, bar.getBoundingClientRect().bottom]
      return document.querySelector('main')?.contains(focused) === true && top < bottom - 1 && top >= 0
    })
    expect(covered).toBe(false)
  }
})

test('names of what opens are told apart by their cards', async () => {
  const page = await open('/')
  const names = await page
    .locator('main summary')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  expect(new Set(names).size).toBe(names.length)
})

test('what was done is said once, and not in the URL', async () => {
  const page = await openAsAdmin('/manage/plans/1')
  const features = page.getByLabel(/What it includes/)
  await features.fill('HD, one screen')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The plan “Basic” is saved.').waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.getByRole('link', { name: 'Plans', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Plans' }).waitFor()
  expect(await page.getByText('is saved').count()).toBe(0)
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Basic' }).waitFor()
  expect(await page.getByText('is saved').count()).toBe(0)
  await page.goto(`${origin()}/manage/plans/1`)
  expect(await page.getByText('is saved').count()).toBe(0)
})

test('the API’s description follows the theme, and leads back', async () => {
  const page = await open('/api/docs/', { colorScheme: 'dark' })
  await page.locator('.opblock').first().waitFor()
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  expect(await background()).toBe('rgb(28, 32, 34)')
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
})
