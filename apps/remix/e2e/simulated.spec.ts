import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { formatDay, formatExactNumber, formatShare } from '../app/display/format.ts'
import { simulated } from '../server/testing.ts'
import { cardOf, numbersOf, withBrowser } from './browser.ts'

/** What the pages say of a simulated service to which something happened. */

const scenario = {
  name: 'troubled',
  users: 600,
  months: 14,
  titles: 80,
  start: '2025-06',
  events: [
    { kind: 'price-rise', month: 10, factor: 1.5, cancel_factor: 2 },
    { kind: 'outage', from: '2026-06-13T00:00:00Z', hours: 24, lost: 1 },
  ],
}
const { open, json } = withBrowser(async (folder) => {
  const file = join(await mkdtemp(join(tmpdir(), 'streaming-e2e-')), 'scenario.json')
  await writeFile(file, JSON.stringify(scenario))
  await simulated(folder, file)
})

interface Truth {
  metrics: { metric: string; unit: string; measured: number | null; truth: number; definition: string }[]
  judged_alerts: { alerts: number; explained: number; events: number; found: number }
}

test.each([
  '/',
  '/?granularity=day',
  '/viewing',
  '/viewing?granularity=day&period=90-days&compare=year_before',
  '/revenue',
  '/subscribers',
  '/catalogue',
  '/titles/1',
  '/users',
  '/users/1',
  '/about?of=/api/truth',
  '/recommendations',
])('the browser finds %s as the server wrote it', async (path) => {
  const page = await open(path)
  await page.waitForLoadState('networkidle')
  expect(await page.locator('h1').count()).toBe(1)
  expect(await page.getByText('simulated: troubled').count()).toBe(1)
})

test.each(['/', '/viewing', '/revenue', '/subscribers', '/catalogue'])(
  '%s says of which moment all of it is',
  async (path) => {
    const page = await open(path, { javaScriptEnabled: false })
    const [, told = ''] = /^As of (.+) UTC$/.exec(await page.getByText(/^As of /).innerText()) ?? []
    expect(Math.abs(Date.parse(`${told} UTC`) - Date.now())).toBeLessThan(120_000)
  },
)

test('the overview shows what is measured beside what is true, and how good the alerts are', async () => {
  const page = await open('/')
  const { metrics, judged_alerts: judged } = await json<Truth>('/api/truth')
  expect(metrics.map(({ metric }) => metric)).toEqual([
    'customer churn',
    'trial conversion',
    'failed first charges',
    'yearly growth',
    'cancellation hazard',
    'lifetime value',
    'completion rate',
    'share of the favourite genre',
  ])
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Measured and true' }) })
  const shown = await card
    .getByRole('table', { name: 'Measured and true' })
    .locator('tbody tr')
    .allInnerTexts()
  expect(shown).toHaveLength(8)
  const churn = metrics[0]
  expect(shown[0]).toContain(`${formatShare(churn?.measured ?? null)}`)
  expect(shown[0]).toContain(formatShare(churn?.truth ?? null))
  // Both come after the sixteen weeks that alerts need before them.
  expect(judged.events).toBe(2)
  expect(await card.innerText()).toContain(
    `Of ${judged.alerts} alerts ${judged.explained} are explained by what happened`,
  )
  expect(await numbersOf(page, 'Measured and true')).toContainEqual([
    'lifetime value',
    metrics[5]?.definition,
  ])
})

test.each([true, false])(
  'charts over time mark and say what happened (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await open('/revenue?granularity=month', { javaScriptEnabled })
    const marks = cardOf(page, /^Revenue by month/).getByRole('list', { name: 'What happened', exact: true })
    expect(await marks.locator('li').allInnerTexts()).toEqual([
      `${formatDay('2026-06-13')}: Outage of 24 hours: 100 % of sittings are lost`,
      `${formatDay('2026-04-01')}: All prices rise by 50 %`,
    ])
    const viewing = await open('/viewing?granularity=day&start_date=2026-06-01&end_date=2026-06-30', {
      javaScriptEnabled,
    })
    const ofDays = cardOf(viewing, /^Hours by day/).getByRole('list', { name: 'What happened', exact: true })
    expect(await ofDays.innerText()).toMatch(/^13 Jun 2026: Outage of 24 hours/)
    expect(
      await cardOf(viewing, /^Hours by day/)
        .locator('.bg-amber-500')
        .count(),
    ).toBeGreaterThan(0)
  },
)

test.each([
  ['/revenue', /^Failed charges/, '/api/failed-charges', 'failed_charges'],
  ['/subscribers', /^Trials/, '/api/trial-conversion', 'trials'],
])('on %s %s stands beside the period before, month by month', async (at, card, path, of) => {
  const page = await open(`${at}?start_date=2026-06-01&end_date=2026-07-31&compare=previous`)
  // June and July have 61 days, as April and May have.
  const rows = await json<Record<string, number>[]>(`${path}?start_date=2026-04-01&end_date=2026-05-31`)
  expect(rows).toHaveLength(2)
  expect((await numbersOf(page, card)).map((row) => row.slice(-2))).toEqual([
    ['Apr 2026', formatExactNumber(rows[0]?.[of] ?? 0)],
    ['May 2026', formatExactNumber(rows[1]?.[of] ?? 0)],
  ])
})

test('key figures stand beside the same month of the year before', async () => {
  const page = await open('/?start_date=2026-06-01&end_date=2026-07-31&compare=year_before')
  const months = await json<{ month: string; watches: number }[]>('/api/monthly-summary?months=13')
  expect(months.map(({ month }) => month)).toEqual([
    '2025-07',
    ...months.slice(1, 12).map(({ month }) => month),
    '2026-07',
  ])
  const [then, now] = [months[0]?.watches ?? 0, months[12]?.watches ?? 0]
  const figures = await page.getByRole('region', { name: 'Key figures of July 2026' }).innerText()
  expect(figures.match(/on Jul 2025/g)).toHaveLength(4)
  expect(figures).toContain(`${formatShare(Math.abs(now / then - 1))} on Jul 2025`)
})

test('the chart of a title’s audience marks its release', async () => {
  const { items } = await json<{ items: { content_id: string; released_on: string | null }[] }>(
    '/api/content?limit=200',
  )
  const title = items.find(({ released_on }) => released_on !== null && released_on > '2026-01-01')
  const page = await open(`/titles/${title?.content_id}`)
  const said = cardOf(page, /^Hours by month/).getByRole('list', { name: 'What happened', exact: true })
  expect(await said.innerText()).toContain(`${formatDay(title?.released_on ?? '')}: Released`)
})

test('a chart is saved as SVG and PNG, with its title, called by its question and filters', async () => {
  const page = await open('/revenue?start_date=2026-01-01&end_date=2026-06-30')
  await page.locator('.recharts-surface').first().waitFor()
  const name = 'revenue-trends_start_date-2026-01-01_end_date-2026-06-30_granularity-month_fill-true'
  const svg = await saved(page, /^Revenue by month/, 'SVG')
  expect(svg.name).toBe(`${name}.svg`)
  const drawn = await drawnIn(page, svg.bytes)
  expect(drawn.root).toBe('svg')
  expect(drawn.texts).toContain('Revenue by month, Jan 2026 to Jun 2026')
  expect(drawn.texts).toContain(`${formatDay('2026-04-01')}: All prices rise by 50 %`)
  expect(drawn.boxes.filter(({ height }) => height > 20)).toHaveLength(6)
  const png = await saved(page, /^Revenue by month/, 'PNG')
  expect(png.name).toBe(`${name}.png`)
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
  // Width of the header chunk: two pixels to a unit.
  expect(png.bytes.readUInt32BE(16)).toBe(2 * drawn.width)
})

test.each([
  // A bar and its frame a genre; a box an hour of the week, and six of the scale; a cell a month of each of 14 cohorts.
  ['/', /^Watches by genre/, 8, 'Drama'],
  ['/viewing', /^Watches by weekday and hour/, 7 * 24, 'Sun'],
  ['/subscribers', /^Retention of cohorts/, (14 * 15) / 2, 'Jul 2026'],
  ['/catalogue', /^Supply and demand/, 8, 'Drama'],
])('on %s the boxes of %s are saved, too', async (path, card, least, word) => {
  const page = await open(path)
  const drawn = await drawnIn(page, (await saved(page, card, 'SVG')).bytes)
  expect(drawn.texts[0]).toMatch(card)
  expect(drawn.texts).toContain(word)
  expect(drawn.boxes.length).toBeGreaterThanOrEqual(least)
  const png = await saved(page, card, 'PNG')
  expect(png.bytes.readUInt32BE(16)).toBe(2 * drawn.width)
})

async function saved(page: Page, card: RegExp, kind: 'SVG' | 'PNG') {
  const button = cardOf(page, card).getByRole('button', { name: `: ${kind}` })
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** What an SVG holds: its words, and the rectangles of its picture. */
function drawnIn(page: Page, svg: Buffer) {
  return page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml')
    return {
      root: root.nodeName,
      texts: [...root.querySelectorAll('text')].map(({ textContent }) => textContent),
      boxes: [...root.querySelectorAll('svg svg rect')]
        .filter((rectangle) => !rectangle.closest('clipPath'))
        .map((rectangle) => ({ height: Number(rectangle.getAttribute('height')) })),
      width: Number(root.getAttribute('width')),
    }
  }, svg.toString('utf8'))
}
