import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { routes } from '@streaming/trpc-router/testing'
import { expect, test } from 'vitest'

/** CONTRIBUTING.md lists the files that a change touches: they are there, and a question is in each that its list names. */

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
function readAllLike(file: string): string {
  const isTest = file.endsWith('.test.ts')
  return readdirSync(join(root, dirname(file)))
    .filter((name) => name.endsWith('.test.ts') === isTest)
    .map((name) => read(join(dirname(file), name)))
    .join('\n')
}
const sections = new Map(
  read('CONTRIBUTING.md')
    .split(/^## /m)
    .slice(1)
    .map((text) => [
      text.split('\n')[0] ?? '',
      [...text.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file),
    ]),
)

test.each(['Add a question', 'Add a resource', 'Add a page', 'Add a scenario'])(
  '“%s” names files that are there, each once',
  (section) => {
    const files = sections.get(section) ?? []
    expect(files.length).toBeGreaterThan(4)
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
    expect(new Set(files).size).toBe(files.length)
  },
)

const questions = routes.filter(({ procedure }) => procedure.startsWith('analytics.'))

test.each(questions.map((route) => [route.procedure, route] as const))(
  '%s is in every file that “Add a question” names',
  (procedure, { path, input }) => {
    const name = procedure.split('.')[1] ?? ''
    const takesInput = Object.keys(input.shape).length > 0
    for (const file of sections.get('Add a question') ?? []) {
      // The first two files are the example's own: each question has its own two.
      if (file.includes('watch-history-genre')) continue
      if (file.endsWith('faces.ts') && !takesInput) continue
      // The oracle's folds, and its tests, are several files by subject.
      const text = file.includes('/oracle/') ? readAllLike(file) : read(file)
      // Values of filters have nothing to fold; what is made of several questions has hand-worked cases alone.
      const isFolded = !['filterOptions', 'monthlySummary', 'truth', 'dataStatus', 'alerts'].includes(name)
      if (file.includes('/oracle/') && !isFolded) continue
      expect(
        [name, path, procedure].some((word) => text.includes(word)),
        `${file} names ${procedure}`,
      ).toBe(true)
    }
  },
)
