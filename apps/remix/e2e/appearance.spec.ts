import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { artefacts, withBrowser } from './browser.ts'

/** How the pages look and load: accessible, still, and readable before the charts are there. */

const { open, openAsAdmin } = withBrowser()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pages = {
  overview: '/',
  viewing: '/viewing',
  revenue: '/revenue?granularity=day',
  subscribers: '/subscribers',
  catalogue: '/catalogue',
  title: '/titles/24',
  search: '/search?q=a',
  about: '/about?of=/api/viewing-trend',
  users: '/users',
  user: '/users/1',
  missing: '/users/4711',
}
/** Pages of the admin, among them one with faults at its fields. */
const managed = {
  'manage-plans': '/manage/plans?sort=price',
  'manage-users': '/manage/users',
  'manage-user': '/manage/users/1',
  'manage-title-new': '/manage/titles/new',
  'manage-reviews': '/manage/reviews',
  'manage-payments': '/manage/payments',
  'manage-payment': '/manage/payments',
  'manage-remove': '/manage/plans/1/remove',
  'manage-keys': '/manage/api-keys',
  'manage-operators': '/manage/operators',
  'manage-audit': '/manage/audit-trail',
  'account-admin': '/account',
}
const looks = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)
const cases = Object.entries(pages).flatMap(([name, path]) => looks.map((look) => ({ name, path, ...look })))

const violations = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

/** axe finds nothing, also in what is folded, nothing is wider than the page, and a screenshot is kept. */
async function looksWell(page: Page, name: string): Promise<void> {
  await page.evaluate(axe)
  const result = violations.parse(await page.evaluate('axe.run()'))
  expect(result.violations.map(({ id, nodes }) => ({ id, html: nodes[0]?.html }))).toEqual([])
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBeLessThanOrEqual(0)
  for (const details of await page.locator('details').all())
    await details.evaluate((element) => element.removeAttribute('open'))
  await page.screenshot({ path: join(artefacts, `${name}.png`), fullPage: true })
}

test.each(cases)(
  '$name at $width, $colorScheme: axe finds nothing, nothing overflows, a screenshot is kept',
  async ({ name, path, width, colorScheme }) => {
    const missing = name === 'missing'
    const page = await open(missing ? '/users' : path, { viewport: { width, height: 900 }, colorScheme })
    if (missing) await page.goto(`${page.url()}?search=qqqq`)
    if (name === 'overview' || name === 'revenue' || name === 'subscribers' || name === 'viewing')
      await page.locator('.recharts-surface').first().waitFor()
    for (const details of await page.locator('details').all())
      await details.evaluate((element) => element.setAttribute('open', ''))
    await looksWell(page, `${name}-${width}-${colorScheme}`)
  },
)

const managedCases = Object.entries(managed).flatMap(([name, path]) =>
  looks.map((look) => ({ name, path, ...look })),
)

test.each([...managedCases, ...looks.map((look) => ({ name: 'sign-in', path: '/sign-in', ...look }))])(
  '$name at $width, $colorScheme: axe finds nothing, nothing overflows, a screenshot is kept',
  async ({ name, path, width, colorScheme }) => {
    const options = { viewport: { width, height: 900 }, colorScheme }
    const page = name === 'sign-in' ? await open(path, options) : await openAsAdmin(path, options)
    if (name === 'manage-payment') await page.locator('tbody a').first().click()
    if (name === 'manage-title-new') {
      await page.getByLabel('Title').fill('Half a title')
      await page.getByRole('button', { name: 'Add title' }).click()
      await page.getByRole('alert').waitFor()
    }
    await page.waitForLoadState('networkidle')
    for (const menu of await page.locator('header details').all())
      await menu.evaluate((element) => element.setAttribute('open', ''))
    await looksWell(page, `${name}-${width}-${colorScheme}`)
  },
)

test.each([1440, 390])('nothing moves while the page and its charts arrive, at %i', async (width) => {
  const page = await open('/favicon.svg', { viewport: { width, height: 900 } })
  await page.addInitScript(() => {
    const moved: string[] = []
    Reflect.set(window, 'moved', moved)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        moved.push(
          JSON.stringify({
            ...entry.toJSON(),
            html: String(Reflect.get(entry, 'sources')?.[0]?.node?.outerHTML),
          }),
        )
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(new URL('/', page.url()).href)
  await page.locator('.recharts-surface').first().waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => Reflect.get(window, 'moved'))).toEqual([])
})

test('chart code is asked for only when the page can be read', async () => {
  const page = await open('/favicon.svg')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(new URL('/', page.url()).href, { waitUntil: 'commit' })
  const html = await (await fetch(new URL('/', page.url()))).text()
  expect(html).not.toMatch(/tremor-time-series/)
  await page.locator('.recharts-surface').first().waitFor()
  const firstChart = asked.findIndex((url) => /tremor-time-series/.test(url))
  const root = asked.findIndex((url) => /assets\/root-/.test(url))
  expect(root).toBeGreaterThanOrEqual(0)
  expect(firstChart).toBeGreaterThan(root)
})
