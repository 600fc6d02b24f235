import { expect, test } from 'vitest'
import { type PageResult, pagesTable, withPagesTable } from './pages-table.ts'

const good: PageResult = {
  path: '/',
  scores: { performance: 98, accessibility: 100, 'best-practices': 100, seo: 95 },
  paintMs: 640,
  shift: 0.004,
  scriptBytes: 148_200,
}

test('what misses its target is bold', () => {
  const missed = { ...good, scores: { ...good.scores, seo: 94 }, paintMs: 1_006, shift: 0.011 }
  expect(pagesTable([good, missed]).split('\n').slice(2, 4)).toEqual([
    '| `/` | 98 | 100 | 100 | 95 | 0.64 | 0.004 | 148 |',
    '| `/` | 98 | 100 | 100 | **94** | **1.01** | **0.011** | 148 |',
  ])
})

test('the table takes the place of the one before, and leaves the rest of the page as it is', () => {
  const page = '# Benchmarks\n\n## Other\n\nkept\n'
  const first = withPagesTable(page, [good], { version: '1.0.0', rounds: 3 })
  expect(first.startsWith(`${page}\n## Pages in Lighthouse\n`)).toBe(true)
  const again = withPagesTable(`${first}\n## Last\n\nkept, too\n`, [{ ...good, path: '/users' }], {
    version: '1.0.1',
    rounds: 1,
  })
  expect(again).toContain('| `/users` |')
  expect(again).not.toContain('| `/` |')
  expect(again.match(/## \w+/g)).toEqual(['## Other', '## Pages', '## Last'])
  expect(again.endsWith('## Last\n\nkept, too\n')).toBe(true)
})
