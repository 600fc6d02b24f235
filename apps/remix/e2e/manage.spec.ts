import { expect, test } from 'vitest'
import { withBrowser } from './browser.ts'
import { keyboardOf } from './keyboard.ts'

/** Everything that can be managed, by keyboard alone. */

const { origin, open, openAsAdmin, adminPassword } = withBrowser()

const status = 'main [role=status]'

test('a visitor is led to the sign-in and, with the password, back', async () => {
  const page = await open('/manage/titles?search=room')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  const { fill, enter } = keyboardOf(page)
  await fill('E-mail', 'admin@localhost')
  await fill('Password', 'not the password')
  await enter('button', 'Sign in')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toBe('No account has this e-mail and this password.')
  expect(await page.getByLabel('E-mail').inputValue()).toBe('admin@localhost')
  await fill('Password', adminPassword())
  await enter('button', 'Sign in')
  await page.waitForURL('**/manage/titles?search=room')
})

test('plans: made, found, changed, deleted', async () => {
  const page = await openAsAdmin('/manage/plans')
  const { fill, enter, to } = keyboardOf(page)
  await enter('link', 'New plan')
  await page.getByRole('heading', { level: 1, name: 'New plan' }).waitFor()
  await fill('Name', 'Night owl')
  await fill('Price per month, USD', '7.499')
  await enter('button', 'Add plan')
  const fault = page.getByText('Expected an amount in USD with at most 2 decimals, got 7.499')
  await fault.waitFor()
  const price = page.getByRole('textbox', { name: 'Price per month, USD' })
  expect(await price.getAttribute('aria-invalid')).toBe('true')
  expect(await price.getAttribute('aria-describedby')).toBe(await fault.getAttribute('id'))
  expect([await page.getByLabel('Name').inputValue(), await price.inputValue()]).toEqual([
    'Night owl',
    '7.499',
  ])
  await fill('Price per month, USD', '7.49')
  await fill(/What it includes/, 'HD after ten')
  await enter('button', 'Add plan')
  await page.locator(status, { hasText: 'The plan is there.' }).waitFor()
  await fill('Price per month, USD', '6.49')
  await enter('button', 'Save')
  await page.locator(status, { hasText: 'It is saved.' }).waitFor()
  await enter('link', 'Plans')
  await page.getByRole('heading', { level: 1, name: 'Plans' }).waitFor()
  await to('searchbox', 'Name')
  await page.keyboard.type('night')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/manage/plans?search=night')
  await page.getByRole('cell', { name: '$6.49' }).waitFor()
  await enter('link', 'Night owl')
  await enter('link', /Delete this plan/)
  await page.getByRole('heading', { level: 1, name: 'Delete Night owl?' }).waitFor()
  expect(await page.getByText('Nobody is on it.').isVisible()).toBe(true)
  await enter('button', 'Delete this plan')
  await page.locator(status, { hasText: 'It is deleted.' }).waitFor()
  expect(await page.getByRole('link', { name: 'Night owl' }).count()).toBe(0)
})

test('a plan that users are on says so before and after the attempt', async () => {
  const page = await openAsAdmin('/manage/plans/1/remove')
  const { enter } = keyboardOf(page)
  expect(await page.getByText('40 users on it: while there are any, it cannot be deleted.').isVisible()).toBe(
    true,
  )
  await enter('button', 'Delete this plan')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toBe(
    'The plan Basic cannot be deleted: 40 users are on it, 46 payments are for it.',
  )
})

test('users: made, moved to another plan, given a password, deleted', async () => {
  const page = await openAsAdmin('/manage/users/new')
  const { fill, choose, enter } = keyboardOf(page)
  await fill('Name', 'Kim Keyboard')
  await fill('E-mail', 'kim@example.com')
  await choose('Plan', 'Student')
  await fill('Password', 'three calm otters')
  await enter('button', 'Add user')
  await page.locator(status, { hasText: 'The user is there.' }).waitFor()
  await choose('Plan', 'Premium')
  await enter('button', 'Change plan')
  await page.locator(status, { hasText: 'It is saved.' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Plan' }).innerText()).toContain('Premium')
  await fill('New password', 'short')
  await enter('button', 'Set password')
  await page.getByText('Expected a password of 10 to 200 characters').first().waitFor()
  await fill('E-mail', 'esther.ziegler@example.com')
  await enter('button', 'Save')
  await page.getByText('"esther.ziegler@example.com" belongs to somebody else').waitFor()
  await enter('link', /Delete this user/)
  await page.getByText('0 watches, 0 reviews and 0 API keys go with the user.').waitFor()
  await enter('button', 'Delete this user')
  await page.locator(status, { hasText: 'It is deleted.' }).waitFor()
})

test('titles: made once though sent twice, changed, deleted', async () => {
  const page = await openAsAdmin('/manage/titles/new')
  const { fill, enter } = keyboardOf(page)
  await fill('Title', 'The Twice Sent Film')
  await fill('Genre', 'Drama')
  await fill('Type', 'Film')
  await fill('Year of first release', '2024')
  await fill('Editorial rating, 0 to 10', '7.5')
  await enter('button', 'Add title')
  await page.locator(status, { hasText: 'The title is there.' }).waitFor()
  const first = new URL(page.url()).pathname
  await fill('Editorial rating, 0 to 10', '8')
  await enter('button', 'Save')
  await page.locator(status, { hasText: 'It is saved.' }).waitFor()
  await enter('link', /Delete this title/)
  await page.getByText('Nobody has watched or reviewed it.').waitFor()
  await enter('button', 'Delete this title')
  await page.locator(status, { hasText: 'It is deleted.' }).waitFor()
  expect((await fetch(`${origin()}/api/content/${first.split('/').at(-1)}`)).status).toBe(404)
})

test('without JavaScript a form that is sent twice makes one title', async () => {
  const page = await openAsAdmin('/manage/titles/new', { javaScriptEnabled: false })
  const values = {
    Title: 'Sent by hand',
    Genre: 'Drama',
    Type: 'Film',
    'Year of first release': '2024',
    'Editorial rating, 0 to 10': '7.5',
  }
  for (const [label, text] of Object.entries(values)) await page.getByLabel(label).fill(text)
  const key = await page.locator('input[name=idempotency_key]').inputValue()
  const form = {
    intent: 'create',
    idempotency_key: key,
    title: 'Sent by hand',
    genre: 'Drama',
    content_type: 'Film',
    release_year: '2024',
    rating: '7.5',
  }
  const sent = await page.request.post(`${origin()}/manage/titles/new`, {
    form,
    maxRedirects: 0,
    headers: { origin: origin() },
  })
  expect(sent.status()).toBe(302)
  await page.getByRole('button', { name: 'Add title' }).click()
  await page.getByText('The title is there.').waitFor()
  const found: { items: unknown[] } = await (
    await fetch(`${origin()}/api/content?search=sent%20by%20hand`)
  ).json()
  expect(found.items).toHaveLength(1)
})

test('without JavaScript a mistake is shown at its field, and what was typed is kept', async () => {
  const page = await openAsAdmin('/manage/titles/new', { javaScriptEnabled: false })
  await page.getByLabel('Title').fill('Half a title')
  await page.getByLabel('Year of first release').fill('1700')
  await page.getByRole('button', { name: 'Add title' }).click()
  await page.getByText('Expected a year from 1888 to 2200, got 1700').waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('Half a title')
  expect(await page.getByRole('alert').innerText()).toContain(
    'Nothing was saved: 4 fields need another look.',
  )
})

test('a button that was pressed rests until the answer is there', async () => {
  const page = await openAsAdmin('/manage/plans/new')
  const { fill, to } = keyboardOf(page)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let sent = 0
  await page.route('**/manage/plans/new**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    sent++
    await held
    await route.continue()
  })
  await fill('Name', 'Impatient')
  await fill('Price per month, USD', '1')
  await to('button', 'Add plan')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sending …' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  expect(await page.getByRole('button', { name: 'Sending …' }).isDisabled()).toBe(true)
  release()
  await page.locator(status, { hasText: 'The plan is there.' }).waitFor()
  expect(sent).toBe(1)
})

test('reviews: written, found, changed, deleted', async () => {
  const page = await openAsAdmin('/manage/reviews/new')
  const { fill, enter, to } = keyboardOf(page)
  await fill('Id of the title', '100')
  await fill('Id of the user', '4711')
  await fill('Rating, 0 to 10', '11')
  await enter('button', 'Add review')
  await page.getByText('Expected a rating from 0 to 10, got 11').waitFor()
  await fill('Rating, 0 to 10', '9')
  await enter('button', 'Add review')
  await page.getByText('There is no user 4711').waitFor()
  await fill('Id of the user', '1')
  await fill(/^Review/, 'Written with ten fingers.')
  await enter('button', 'Add review')
  await page.locator(status, { hasText: 'The review is there.' }).waitFor()
  await enter('link', 'Reviews')
  await page.getByRole('heading', { level: 1, name: 'Reviews' }).waitFor()
  await to('searchbox', 'Words, title or user')
  await page.keyboard.type('ten fingers')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/manage/reviews?search=ten+fingers')
  await enter('link', /, by Esther Ziegler$/)
  await page.getByRole('button', { name: 'Save' }).waitFor()
  await fill('Rating, 0 to 10', '8.5')
  await enter('button', 'Save')
  await page.locator(status, { hasText: 'It is saved.' }).waitFor()
  await enter('link', /Delete this review/)
  await enter('button', 'Delete this review')
  await page.locator(status, { hasText: 'It is deleted.' }).waitFor()
})

test('watches: recorded, found, changed, deleted', async () => {
  const page = await openAsAdmin('/manage/watch-history/new')
  const { fill, enter, to } = keyboardOf(page)
  await fill('Id of the user', '1')
  await fill('Id of the title', '4711')
  await fill(/^Progress, percent/, '140')
  await enter('button', 'Add watch')
  await page.getByText('Expected a progress in percent from 0 to 100, got 140').waitFor()
  await fill(/^Progress, percent/, '62.5')
  await enter('button', 'Add watch')
  await page.getByText('There is no title 4711').waitFor()
  await fill('Id of the title', '100')
  await enter('button', 'Add watch')
  await page.locator(status, { hasText: 'The watch is there.' }).waitFor()
  await enter('link', 'Watches')
  await page.getByRole('heading', { level: 1, name: 'Watches' }).waitFor()
  await to('searchbox', 'Title or user')
  await page.keyboard.type('Esther Ziegler')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/manage/watch-history?search=Esther+Ziegler')
  const newest = page.locator('tbody tr').first()
  await newest.filter({ hasText: '62.5%' }).waitFor()
  await newest.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save' }).waitFor()
  await fill(/^Progress, percent/, '100')
  await enter('button', 'Save')
  await page.locator(status, { hasText: 'It is saved.' }).waitFor()
  await enter('link', /Delete this watch/)
  await enter('button', 'Delete this watch')
  await page.locator(status, { hasText: 'It is deleted.' }).waitFor()
})

test('payments: recorded, refunded in part and whole, corrected, deleted', async () => {
  const page = await openAsAdmin('/manage/payments/new')
  const { fill, choose, enter } = keyboardOf(page)
  await fill('Id of the user', '1')
  await fill('Amount, USD', '20')
  await fill('Method', 'PayPal')
  await choose('Status', 'Succ')
  await enter('button', 'Add payment')
  await page.locator(status, { hasText: 'The payment is there.' }).waitFor()
  await fill(/Amount, USD/, '20.01')
  await enter('button', 'Refund')
  await page.getByText('Expected at most 20.00, what is left of the payment, got 20.01').waitFor()
  await fill(/Amount, USD/, '5.50')
  await enter('button', 'Refund')
  await page.getByText('$5.50 refunded').waitFor()
  await fill('Method', 'Credit Card')
  await enter('button', 'Save')
  await page.getByRole('definition').filter({ hasText: 'Credit Card' }).waitFor()
  await enter('button', 'Refund')
  await page.getByText('All of it was given back.').waitFor()
  await enter('link', /Delete this payment/)
  await page.getByText('It was given back, so revenue stays as it is.').waitFor()
  await enter('button', 'Delete this payment')
  await page.locator(status, { hasText: 'It is deleted.' }).waitFor()
})

test('API keys: made, shown once, in force, revoked', async () => {
  const page = await openAsAdmin('/manage/api-keys/new')
  const { fill, choose, enter } = keyboardOf(page)
  await fill('Name', 'keyboard')
  await choose('Role', 'Admin')
  await enter('button', 'Add API key')
  await page.getByRole('heading', { level: 1, name: 'The API key “keyboard”' }).waitFor()
  const key = await page.getByLabel('API key').inputValue()
  const ask = () => fetch(`${origin()}/api/audit-trail`, { headers: { authorization: `Bearer ${key}` } })
  expect((await ask()).status).toBe(200)
  await enter('link', 'I have copied it')
  await page.getByText('in force').waitFor()
  expect(await page.content()).not.toContain(key)
  await enter('link', /Revoke this API key/)
  await enter('button', 'Revoke this API key')
  await page.locator(status, { hasText: 'It is revoked.' }).waitFor()
  expect((await ask()).status).toBe(401)
})

test('a list is sorted by its heads, and its pages follow one another', async () => {
  const page = await openAsAdmin('/manage/payments')
  const { enter } = keyboardOf(page)
  await enter('link', 'Amount')
  await page.waitForURL('**/manage/payments?sort=amount&order=asc')
  const head = page.getByRole('columnheader', { name: 'Amount' })
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
  await enter('link', 'Amount')
  await page.waitForURL('**/manage/payments?sort=amount&order=desc')
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending')
  const amounts = () => page.locator('tbody td:last-child').allInnerTexts()
  const first = (await amounts()).map((text) => Number(text.slice(1)))
  expect(first).toHaveLength(25)
  expect(first).toEqual([...first].sort((a, b) => b - a))
  await enter('link', 'Next page')
  await page.waitForURL('**cursor=**')
  await expect.poll(async () => Number((await amounts())[0]?.slice(1))).toBeLessThanOrEqual(first.at(-1) ?? 0)
  await enter('link', 'First page')
  await page.waitForURL('**/manage/payments?sort=amount&order=desc')
})

test('an empty search says so', async () => {
  const page = await openAsAdmin('/manage/users?search=qqqq')
  expect(await page.getByText('No user has “qqqq”.').isVisible()).toBe(true)
})
