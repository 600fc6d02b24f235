import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApiDocument } from '@streaming/trpc-router'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { definitions } from '../apps/remix/app/display/definitions.ts'
import { serverSettings } from '../apps/remix/server/environment.ts'
import { scenarioSchema } from '../packages/seed/src/simulator/scenario.ts'

/** The docs say what the code does: what is missing here fails. */

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const readme = read('README.md')
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]
const operations = Object.entries(
  z
    .object({
      paths: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({ operationId: z.string(), description: z.string(), tags: z.array(z.string()) }),
        ),
      ),
    })
    .parse(openApiDocument).paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    ...operation,
  })),
)

test('the README has at most 120 lines', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(120)
})

test('the configuration table has every setting with its default, and no other', () => {
  const table = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|unset) \|/gm)].map(([, name, value]) => [
    name,
    value,
  ])
  const defaults = Object.entries(serverSettings.shape).map(([name, schema]) => {
    const initial = name === 'DATA_DIR' ? '.data' : schema.safeParse(undefined).data // the path is made absolute
    return [name, initial === undefined ? undefined : String(initial)]
  })
  expect(table.sort()).toEqual(defaults.sort())
})

test('.env.example has every setting', () => {
  const named = [...read('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual(Object.keys(serverSettings.shape).sort())
})

test('the README has every npm script, and no other', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')))
  const commands = [...readme.matchAll(/^\| `npm (?:run )?([\w:]+)` \|/gm)].map(([, name]) => name)
  expect(commands.sort()).toEqual(Object.keys(scripts).sort())
})

test('docs/simulation.md has every knob of a scenario, and no other', () => {
  const section = read('docs/simulation.md')
    .split(/^## /m)
    .find((text) => text.startsWith('Scenarios'))
  const knobs = [...(section ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  expect(knobs.sort()).toEqual(Object.keys(scenarioSchema.shape).sort())
})

test('docs/api.md has every path beside its procedure', () => {
  const rows = [...read('docs/api.md').matchAll(/^\| `([A-Z]+ [^`]+)` \| `([^`]+)` \|/gm)].map(
    ([, path, procedure]) => [path, procedure],
  )
  expect(rows.sort()).toEqual(
    operations.map(({ method, path, operationId }) => [`${method} ${path}`, operationId]).sort(),
  )
})

test('docs/metrics.md has the words of every question and of every “About”', () => {
  const metrics = read('docs/metrics.md').replace(/\s+/g, ' ')
  for (const { description, tags } of operations)
    if (tags.some((tag) => tag === 'Analytics' || tag === 'Dashboard')) expect(metrics).toContain(description)
  for (const definition of Object.values(definitions)) expect(metrics).toContain(definition)
})

test('docs/openapi.json is what the service serves (npm test -- -u writes it)', async () => {
  await expect(`${JSON.stringify(openApiDocument, null, 2)}\n`).toMatchFileSnapshot(
    join(root, 'docs', 'openapi.json'),
  )
})

test.each(documents)('every link of %s leads somewhere', (file) => {
  const targets = [...read(file).matchAll(/\]\(([^)#]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))
  expect(targets.filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([])
})

test('every check that docs/architecture.md names exists', () => {
  const named = [...read('docs/architecture.md').matchAll(/`([\w/.-]+\.(?:test|spec|fault)\.ts)`/g)].map(
    ([, name = '']) => name,
  )
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.includes('node_modules') && /\.(test|spec|fault)\.ts$/.test(name),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !files.some((path) => path === name || path.endsWith(`/${name}`)))).toEqual(
    [],
  )
})

test('there are at most ten decisions, each with its four headings', () => {
  const decisions = readdirSync(join(root, 'docs', 'decisions'))
  expect(decisions.length).toBeLessThanOrEqual(10)
  for (const name of decisions) {
    const headings = [...read(join('docs', 'decisions', name)).matchAll(/^\*\*(\w+)\.\*\*/gm)].map(
      ([, heading]) => heading,
    )
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'Status'])
  }
})
