import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { holdTraining } from '@streaming/trpc-router/testing'
import { expect, test } from 'vitest'
import { artefacts, numbersOf, withBrowser } from './browser.ts'

/** The recommender on the pages: lists with reasons, without JavaScript too, and what it is worth. */

const { open, openAsAdmin, json, origin, folder } = withBrowser()

interface Recommendation {
  content_id: string
  title: string
  score: number | null
  because: { text: string }
}

test('before the first training the page says so, and subscribers get what is popular', async () => {
  const page = await open('/recommendations')
  await page.getByText('It is not trained yet').waitFor()
  const user = await open('/users/1')
  expect(await user.getByRole('list', { name: 'Recommended, best first' }).textContent()).toContain('Popular')
})

test('while a training runs the page says how far it is, and looks again by itself until it has ended', async () => {
  const end = await holdTraining(folder, 'choosing', 0.37)
  const page = await open('/recommendations')
  const training = page.getByRole('region', { name: 'Training' })
  await training
    .filter({ hasText: /choosing/ })
    .filter({ hasText: '37%' })
    .waitFor()
  expect(await page.getByText('It is not trained yet').count()).toBe(0)
  await end()
  await page.getByText('It is not trained yet').waitFor()
  expect(await training.count()).toBe(0)
})

test('after a training the page says what was learnt, and from how much', async () => {
  const program = fileURLToPath(
    new URL('../../../packages/trpc-router/src/recommendations/commands/main.ts', import.meta.url),
  )
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, 'train'], {
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: folder },
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, expect.stringContaining('writing')])
  const page = await open('/recommendations')
  const { model } = await json<{ model: { rankings: { name: string; at: { 10: { ndcg: number } } }[] } }>(
    '/api/recommendation-model',
  )
  const shown = await numbersOf(page, 'Ranking what was held out: nDCG at 10')
  expect(shown.map(([name, ndcg]) => [name, ndcg])).toEqual([
    ['Popularity', model.rankings[0]?.at[10].ndcg.toFixed(4)],
    ['Item-kNN', model.rankings[1]?.at[10].ndcg.toFixed(4)],
    ['EASE', model.rankings[2]?.at[10].ndcg.toFixed(4)],
  ])
})

test.each([true, false])(
  'a subscriber’s page has their recommendations with reasons (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await open('/users/1', { javaScriptEnabled })
    const list = await json<Recommendation[]>('/api/recommendations/1?limit=12')
    expect(list.some(({ score }) => score !== null)).toBe(true)
    const tiles = await page
      .getByRole('list', { name: 'Recommended, best first' })
      .getByRole('listitem')
      .allTextContents()
    expect(tiles.length).toBe(12)
    for (const [place, { title, because }] of list.entries()) {
      expect(tiles[place]).toContain(title)
      expect(tiles[place]).toContain(because.text)
    }
  },
)

test('a recommendation leads to its title, and that to similar ones, by keyboard', async () => {
  const page = await open('/users/1')
  const first = page.getByRole('list', { name: 'Recommended, best first' }).getByRole('link').first()
  const title = await first.textContent()
  await first.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: title ?? '' }).waitFor()
  const similar = page.getByRole('list', { name: 'Similar titles, most similar first' }).getByRole('link')
  expect(await similar.count()).toBeGreaterThan(0)
})

test('a watch that is recorded changes the list of the next request', async () => {
  const before = await json<Recommendation[]>('/api/recommendations/1?limit=10')
  const [gone] = before
  const admin = await openAsAdmin('/manage')
  const answer = await admin.request.post(`${origin()}/api/watch-history`, {
    data: { user_id: '1', content_id: gone?.content_id, progress: 100 },
  })
  expect(answer.status()).toBe(201)
  const page = await open('/users/1')
  const tiles = await page
    .getByRole('list', { name: 'Recommended, best first' })
    .getByRole('link')
    .allTextContents()
  expect(tiles).not.toContain(gone?.title)
})

test('a title that is not there is said', async () => {
  const page = await open('/titles/999999')
  await page.getByText('There is no title 999999').waitFor()
})

test.each([
  ['1440 light', 1440, 'light'],
  ['1440 dark', 1440, 'dark'],
  ['390 light', 390, 'light'],
  ['390 dark', 390, 'dark'],
] as const)('nothing overflows at %s', async (name, width, colorScheme) => {
  for (const path of ['/recommendations', '/users/1', '/titles/1']) {
    const page = await open(path, { viewport: { width, height: 900 }, colorScheme })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await page.screenshot({
      path: `${artefacts}recommender${path.replaceAll('/', '-')}-${name.replace(' ', '-')}.png`,
      fullPage: true,
    })
  }
})
