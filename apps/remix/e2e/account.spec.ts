import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { operators } from '../server/testing.ts'
import { withBrowser } from './browser.ts'
import { keyboardOf } from './keyboard.ts'

/** A subscriber's own pages, and the ways in and out, by keyboard alone. */

const { origin, folder, open, openAsAdmin } = withBrowser()
const password = 'three calm otters'
let email = ''

beforeAll(async () => {
  const key = await operators(folder, 'create-key', '--name', 'account', '--role', 'admin')
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(origin() + path, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    })
  const watches = z
    .object({ items: z.array(z.object({ user_id: z.string() })) })
    .parse(await (await ask('/api/watch-history?limit=1')).json())
  const path = `/api/users/${watches.items[0]?.user_id}`
  email = z.object({ email: z.string() }).parse(await (await ask(path)).json()).email
  await ask(`${path}/password`, { method: 'PUT', body: JSON.stringify({ password }) })
})

async function asMember() {
  const page = await open('/sign-in')
  const { fill, enter } = keyboardOf(page)
  await fill('E-mail', email.toUpperCase())
  await fill('Password', password)
  await enter('button', 'Sign in')
  await page.waitForURL('**/account')
  return page
}

test('a member sees what is theirs, and no more is offered', async () => {
  const page = await asMember()
  await page.getByRole('heading', { name: 'Watch history' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts()).toEqual([
    'Catalogue',
    'My account',
    'Search\n/',
    'API',
  ])
  expect((await page.goto(`${origin()}/manage/plans`))?.status()).toBe(403)
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('This page is not open to you')
  await page.goto(`${origin()}/revenue`)
  expect(new URL(page.url()).pathname).toBe('/account')
})

test('a member writes a review, changes it and deletes it', async () => {
  const page = await asMember()
  const { fill, enter, to } = keyboardOf(page)
  await fill('Rating, 0 to 10', 'ten')
  await enter('button', 'Write it')
  await page.getByText('Expected a rating from 0 to 10, got "ten"').waitFor()
  await fill('Rating, 0 to 10', '7')
  await fill(/^Review/, 'Better than its poster.')
  await enter('button', 'Write it')
  await page.getByText(/^Your review of “.+” is written\.$/).waitFor()
  const title = await page.getByRole('combobox', { name: 'Title' }).locator('option').first().innerText()
  // The history above leads to the title's own page.
  const openReview = async () => {
    await page.getByRole('region', { name: 'My reviews' }).getByRole('link', { name: title }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByRole('button', { name: 'Save' }).waitFor()
  }
  await openReview()
  expect(await page.getByLabel(/^Review/).inputValue()).toBe('Better than its poster.')
  await fill('Rating, 0 to 10', '8')
  await enter('button', 'Save')
  await page.getByText(/^Your review of “.+” is written\.$/).waitFor()
  await openReview()
  await page.locator('summary', { hasText: 'Delete this review' }).focus()
  await page.keyboard.press('Enter')
  await to('button', 'Delete this review')
  await page.keyboard.press('Enter')
  await page.getByText(/^Your review of “.+” is deleted\.$/).waitFor()
})

test('a new password needs the current one, and signs out everywhere', async () => {
  const page = await asMember()
  const elsewhere = await asMember()
  const { fill, enter } = keyboardOf(page)
  await fill('Current password', 'wrong')
  await fill('New password', 'four calm otters')
  await enter('button', 'Change password')
  await page.getByText('That is not the current password').waitFor()
  await fill('Current password', password)
  await fill('New password', 'four calm otters')
  await enter('button', 'Change password')
  await page.waitForURL('**/sign-in?back=/account')
  await elsewhere.reload()
  expect(new URL(elsewhere.url()).pathname).toBe('/sign-in')
  await fill('E-mail', email)
  await fill('Password', 'four calm otters')
  await enter('button', 'Sign in')
  await page.waitForURL('**/account')
  await fill('Current password', 'four calm otters')
  await fill('New password', password)
  await enter('button', 'Change password')
  await page.waitForURL('**/sign-in?back=/account')
})

test.each([true, false])(
  'the user menu says who is signed in and signs out (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await openAsAdmin('/', { javaScriptEnabled })
    const menu = page.locator('summary', { hasText: 'Admin' }).last()
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Signed in as admin').last().waitFor()
    const out = page.getByRole('button', { name: 'Sign out' }).last()
    await out.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor()
    await page.goto(`${origin()}/manage/plans`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  },
)
