import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { signIn } from '../server/testing.ts'
import { withBrowser } from './browser.ts'
import { keyboardOf } from './keyboard.ts'

/** Lists of the manage pages: filtered, exported, read on a phone; operators, the audit trail, and rows named by name. */

const { origin, openAsAdmin } = withBrowser()

const cells = (page: Page, column: number) => page.locator(`tbody td:nth-child(${column})`).allInnerTexts()

test('payments are filtered by plan, method, status and days, and the URL says so', async () => {
  const page = await openAsAdmin('/manage/payments')
  const { choose, enter } = keyboardOf(page)
  await choose('Plan', 'Basic')
  await choose('Method', 'PayPal')
  await choose('Status', 'Succ')
  await page.getByLabel('From', { exact: true }).fill('2024-10-01')
  await page.getByLabel('To', { exact: true }).fill('2024-11-15')
  await enter('button', 'Find')
  await page.waitForURL('**plan=Basic**')
  await expect.poll(async () => new Set(await cells(page, 3))).toEqual(new Set(['Basic']))
  expect(new Set(await cells(page, 4))).toEqual(new Set(['PayPal']))
  expect(new Set(await cells(page, 5))).toEqual(new Set(['succeeded']))
  for (const paid of await cells(page, 1)) expect(paid).toMatch(/^(\d+ Oct|([1-9]|1[0-5]) Nov) 2024/)
  const { searchParams } = new URL(page.url())
  expect(Object.fromEntries(searchParams)).toMatchObject({
    plan: 'Basic',
    method: 'PayPal',
    status: 'succeeded',
    start_date: '2024-10-01',
    end_date: '2024-11-15',
  })
  await choose('Status', 'Fail')
  await enter('button', 'Find')
  await page.getByText('No payment fits. Choose fewer filters.').waitFor()
})

test('a filter that is no choice, and a day that is none, are said and left out', async () => {
  const page = await openAsAdmin('/manage/payments?status=foo&start_date=2024-13-01')
  await page.getByText('Status: there is no “foo”. There is: Succeeded, Failed, Refunded.').waitFor()
  await page.getByText('From: expected a day such as 2024-09-01, got “2024-13-01”.').waitFor()
  expect(await cells(page, 1)).toHaveLength(25)
})

test('a list is exported with its filters and its order, beyond the page that is shown', async () => {
  const page = await openAsAdmin('/manage/payments?plan=Basic&sort=amount&order=asc')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  const file = await (await download).path()
  expect((await download).suggestedFilename()).toBe('payments_plan-Basic_sort-amount_order-asc.csv')
  const rows: { subscription: string; amount: string }[] = parse(readFileSync(file), { columns: true })
  const answer = await page.request.get(`${origin()}/api/payments?plan=Basic&limit=200`)
  const { items }: { items: unknown[] } = await answer.json()
  expect(rows).toHaveLength(items.length)
  expect(rows.length).toBeGreaterThan(25)
  expect(new Set(rows.map(({ subscription }) => subscription))).toEqual(new Set(['Basic']))
})

test('on a phone every cell of a list has its label, and nothing is out of sight', async () => {
  const page = await openAsAdmin('/manage/payments', { viewport: { width: 390, height: 844 } })
  const labels = ['Paid (UTC)', 'User', 'Plan', 'Method', 'Status', 'Amount']
  const row = page.getByRole('row').nth(1)
  expect(await row.getByRole('cell').count()).toBe(labels.length)
  for (const [at, label] of labels.entries()) {
    const cell = row.getByRole('cell').nth(at)
    const before = await cell.evaluate((element) => getComputedStyle(element, '::before').content)
    expect(before).toContain(label)
    const box = await cell.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390)
  }
})

test('an operator is made, signs in with the password that is shown once, gets another, and is deleted', async () => {
  const page = await openAsAdmin('/manage/operators/new')
  const { fill, choose, enter } = keyboardOf(page)
  await fill('Name', 'Otto Operator')
  await fill('E-mail', 'otto@example.com')
  await choose('Role', 'Analyst')
  await enter('button', 'Add operator')
  await page.getByRole('heading', { level: 1, name: 'The password of “Otto Operator”' }).waitFor()
  const first = await page.getByLabel('password').inputValue()
  await signIn(origin(), 'otto@example.com', first)
  await enter('link', 'I have copied it')
  await enter('button', 'Make a new password')
  await page.getByText('The one before ends, and so do their sessions.').waitFor()
  await enter('button', 'Make a new password')
  await page.getByRole('heading', { level: 1, name: 'The password of “Otto Operator”' }).waitFor()
  const second = await page.getByLabel('password').inputValue()
  await expect(signIn(origin(), 'otto@example.com', first)).rejects.toThrow()
  await signIn(origin(), 'otto@example.com', second)
  await enter('link', 'I have copied it')
  await enter('link', 'Changes')
  await page.waitForURL('**/manage/audit-trail?entity=operators&entity_id=*')
  await expect.poll(() => cells(page, 3)).toEqual(['operators.resetPassword', 'operators.create'])
  await page.goBack()
  await enter('link', /Delete this operator/)
  await enter('button', 'Delete this operator')
  await page.getByText('The operator “Otto Operator” is deleted.').waitFor()
})

test('the last admin has no button to delete them', async () => {
  const page = await openAsAdmin('/manage/operators/1/remove')
  await page.getByText('This is the last admin').waitFor()
  expect(await page.getByRole('button', { name: /Delete/ }).count()).toBe(0)
})

test('the audit trail shows an entry with its rows before and after, and nothing of it is made or deleted', async () => {
  const page = await openAsAdmin('/manage/plans/1')
  const { fill, enter } = keyboardOf(page)
  await fill('Price per month, USD', '10.49')
  await enter('button', 'Save')
  await page.getByText(/^The plan “.+” is saved\.$/).waitFor()
  await enter('link', 'Changes')
  await page.getByRole('heading', { level: 1, name: 'Audit trail' }).waitFor()
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { level: 2, name: 'After' }).waitFor()
  expect(await page.locator('section', { hasText: 'Before' }).locator('pre').innerText()).toContain(
    '"price": 9.99',
  )
  expect(await page.locator('section', { hasText: 'After' }).locator('pre').innerText()).toContain(
    '"price": 10.49',
  )
  expect(await page.getByRole('link', { name: /Delete|New/ }).count()).toBe(0)
  expect((await page.request.get(`${origin()}/manage/audit-trail/new`)).status()).toBe(404)
  expect((await page.request.get(`${page.url()}/remove`)).status()).toBe(404)
})

test('a user and a title are named in a form, with suggestions, and what names several is asked again', async () => {
  const page = await openAsAdmin('/manage/reviews/new')
  const { fill, nameRow, enter } = keyboardOf(page)
  await nameRow('User', 'esther')
  const suggestion = page.locator('datalist option', { hasText: 'esther.ziegler@example.com' })
  await suggestion.waitFor({ state: 'attached' })
  expect(await suggestion.getAttribute('value')).toBe('Esther Ziegler · id 1')
  await nameRow('Title', 'nobody made this film')
  await fill('Rating, 0 to 10', '9')
  await enter('button', 'Add review')
  await page.getByText('There is no title of this name or id.').waitFor()
  await page.getByText('There is no user of just this name. There is: Esther Ziegler · id 1').waitFor()
  await nameRow('User', 'ESTHER ZIEGLER')
  await nameRow('Title', 'Quiet Daughters')
  await enter('button', 'Add review')
  await page.getByText('The review “Quiet Daughters, by Esther Ziegler” is there.').waitFor()
})

test('without JavaScript a user is named by name or by e-mail', async () => {
  const page = await openAsAdmin('/manage/payments/new', { javaScriptEnabled: false })
  await page.getByLabel('User').fill('esther.ziegler@example.com')
  await page.getByLabel('Amount, USD').fill('1')
  await page.getByLabel('Method').fill('PayPal')
  await page.getByRole('button', { name: 'Add payment' }).click()
  await page.getByText(/^The payment “\$1\.00 of Esther Ziegler, .+” is there\.$/).waitFor()
})

test('digits are an id, unless a title is called so: then it is asked which one', async () => {
  const page = await openAsAdmin('/manage/titles/new')
  const { fill, nameRow, enter } = keyboardOf(page)
  const titleForm = { Title: '17', Genre: 'Drama', Type: 'Film' }
  for (const [label, text] of Object.entries(titleForm)) await fill(label, text)
  await fill('Year of first release', '2020')
  await fill('Editorial rating, 0 to 10', '7')
  await enter('button', 'Add title')
  await page.getByText('The title “17” is there.').waitFor()
  const made = new URL(page.url()).pathname.split('/').at(-1)
  await page.goto(`${origin()}/manage/reviews/new`)
  await nameRow('User', '2')
  await nameRow('Title', '17')
  await fill('Rating, 0 to 10', '9')
  await enter('button', 'Add review')
  await page
    .getByText(`It is a name, too. Write which one: id 17, or 17 · id ${made} (Film, 2020).`)
    .waitFor()
  await nameRow('Title', `17 · id ${made}`)
  await enter('button', 'Add review')
  await page.getByText(/^The review “17, by .+” is there\.$/).waitFor()
})

test('subscribers are filtered by plan', async () => {
  const page = await openAsAdmin('/users')
  const { choose, enter } = keyboardOf(page)
  await choose('Plan', 'Student')
  await enter('button', 'Find')
  await page.waitForURL('**/users?plan=Student')
  await expect.poll(async () => new Set(await cells(page, 3))).toEqual(new Set(['Student']))
})
