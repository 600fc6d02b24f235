import { expect, test } from 'vitest'
import { withBrowser } from './browser.ts'

/** From any page somebody finds titles, users, pages and questions by keyboard, or without JavaScript. */

const { open, json, origin } = withBrowser()

test('a slash leads to the search, what is typed is looked for, and arrow keys lead to what is found', async () => {
  const page = await open('/revenue')
  await page.locator('.recharts-surface').first().waitFor()
  await page.keyboard.press('/')
  await page.waitForURL('**/search')
  const field = page.getByRole('searchbox')
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'q')
  const { items } = await json<{ items: { title: string }[] }>('/api/content?search=rooms&limit=8')
  expect(items.length).toBeGreaterThan(0)
  await page.keyboard.type('rooms')
  await page.waitForURL('**/search?q=rooms')
  await expect
    .poll(() => page.getByRole('region', { name: 'Titles' }).getByRole('link').allInnerTexts())
    .toEqual(items.map(({ title }) => title))
  expect(await field.inputValue()).toBe('rooms')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: items[0]?.title ?? '' }).waitFor()
})

test('the slash can be turned off and on, for all pages; Ctrl-K stays', async () => {
  const page = await open('/search')
  const choice = page.getByRole('checkbox', { name: 'The key / leads here from every page' })
  expect(await choice.isChecked()).toBe(true)
  await choice.uncheck()
  await page.goto(`${origin()}/revenue`)
  await page.locator('.recharts-surface').first().waitFor()
  const link = page.getByRole('link', { name: 'Search' })
  await expect.poll(() => link.getAttribute('aria-keyshortcuts')).toBe('Control+K')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+k')
  await page.waitForURL('**/search')
  // Of the two keys one led away from the page: a step back, and it is there again.
  await page.goBack()
  await page.waitForURL('**/revenue')
  await page.goForward()
  await choice.check()
  await page.goto(`${origin()}/revenue`)
  await page.locator('.recharts-surface').first().waitFor()
  await page.keyboard.press('/')
  await page.waitForURL('**/search')
})

test('Ctrl-K leads there from a field too; a slash in a field is a slash', async () => {
  const page = await open('/users')
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('a/b')
  expect(await page.getByRole('searchbox').inputValue()).toBe('a/b')
  expect(new URL(page.url()).pathname).toBe('/users')
  await page.keyboard.press('Control+k')
  await page.waitForURL('**/search')
})

test('users, pages and questions are found without JavaScript', async () => {
  const page = await open('/search', { javaScriptEnabled: false })
  await page.getByRole('searchbox').fill('CHURN')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('link', { name: 'Customer churn by month or by day' }).click()
  await page.getByRole('heading', { level: 1, name: 'About: Customer churn by month or by day' }).waitFor()
  const { name } = await json<{ name: string }>('/api/users/1')
  await page.goto(`${origin()}/search?q=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.goto(`${origin()}/search?q=reven`)
  expect(await page.getByRole('region', { name: 'Pages' }).last().getByRole('link').allInnerTexts()).toEqual([
    'Revenue',
  ])
  await page.goto(`${origin()}/search?q=%25qq`)
  await page.getByText('Nothing has “%qq”.').waitFor()
})
