import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The rules of the house that a machine can check. */

const root = fileURLToPath(new URL('..', import.meta.url))
const skipped = new Set(['node_modules', 'generated', 'build', '.git', '.data', '.turbo', 'artefacts'])

function sources(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [relative(root, path)] : []
  })
}

const files = sources()
const isTest = (file: string) => /\.(test|spec)\.ts$|testing|\/(e2e|faults|oracle)\//.test(file)

test.each([
  ['prisma/src/probe.ts', '@streaming/trpc-router'],
  ['prisma/src/probe.ts', '../../packages/seed/src/dataset/load.ts'],
  ['packages/recommender/src/probe.ts', '@streaming/db'],
  ['packages/recommender/src/probe.ts', 'node:fs'],
  ['packages/trpc-router/src/probe.ts', '@streaming/seed'],
  ['packages/trpc-router/src/probe.ts', '../../seed/src/load.ts'],
  ['packages/trpc-router/src/probe.ts', '../../../apps/remix/server/environment.ts'],
  ['packages/seed/src/probe.ts', '@remix-run/node'],
  ['packages/seed/src/probe.ts', '../../trpc-router/src/router.ts'],
  ['apps/remix/app/probe.ts', '@streaming/db'],
  ['apps/remix/app/probe.ts', '@prisma/client'],
  ['apps/remix/app/probe.ts', 'pg'],
])('%s may not import %s', (file, target) => {
  // In a folder of its own, so that no probe ever lies among the sources.
  const house = mkdtempSync(join(tmpdir(), 'streaming-house-'))
  for (const config of ['biome.json', '.gitignore']) copyFileSync(join(root, config), join(house, config))
  mkdirSync(join(house, dirname(file)), { recursive: true })
  writeFileSync(join(house, file), `import { x } from '${target}'\n\nexport const y = x\n`)
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '.'], {
    cwd: house,
    encoding: 'utf8',
  })
  rmSync(house, { recursive: true })
  expect(stdout + stderr).toContain('noRestrictedImports')
  expect(status).not.toBe(0)
})

test('each workspace depends only on those below it', () => {
  const below: Record<string, string[]> = {
    prisma: [],
    'packages/recommender': [],
    'packages/trpc-router': ['@streaming/db', '@streaming/recommender'],
    'packages/seed': ['@streaming/db', '@streaming/trpc-router'],
    'apps/remix': ['@streaming/trpc-router'],
  }
  for (const [workspace, allowed] of Object.entries(below)) {
    const text = readFileSync(join(root, workspace, 'package.json'), 'utf8')
    const named = [...text.matchAll(/"(@streaming\/[\w-]+)": "\d/g)].map(([, name]) => name)
    expect(allowed).toEqual(expect.arrayContaining(named))
  }
})

test('each program reads its environment in one file', () => {
  const readers = files.filter(
    (file) => !isTest(file) && readFileSync(join(root, file), 'utf8').includes('process.env'),
  )
  expect(readers.sort()).toEqual([
    'apps/remix/server/environment.ts',
    'packages/seed/src/main.ts',
    'packages/seed/src/simulator/main.ts',
    'packages/trpc-router/src/identity/main.ts',
    'packages/trpc-router/src/recommendations/commands/main.ts',
    'prisma.config.ts',
    'prisma/src/migrations/main.ts',
    'prisma/src/rollups/main.ts',
    'scripts/bench/programs.ts', // passes it on
    'scripts/first-data.mjs',
    'scripts/is-ready.mjs',
    'scripts/lighthouse/main.ts',
    'scripts/processes.mjs', // passes it on
    'scripts/run.mjs',
  ])
})

test('files are named in kebab-case, and none is a drawer for everything', () => {
  const names = files.map((file) => file.split('/').at(-1) ?? '')
  // Routes are named by Remix, whose parameters are written $userId.
  expect(names.filter((name) => !/^[a-z0-9_$.-]+$/.test(name.replace(/\$(userId|contentId)/, '')))).toEqual(
    [],
  )
  expect(names.filter((name) => /^(utils?|helpers?|misc|common)\b/.test(name))).toEqual([])
})

test('no source of ours is longer than 200 lines', () => {
  const long = files.filter(
    (file) => !isTest(file) && readFileSync(join(root, file), 'utf8').split('\n').length > 201,
  )
  expect(long).toEqual([])
})

/** The sources that a source imports, types included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    .map(([, target]) => join(dirname(file), target ?? ''))
    .filter((target) => files.includes(target))
}

test('imports make no circle', () => {
  const done = new Set<string>()
  const circles: string[][] = []
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file])
    else if (!done.has(file)) {
      for (const target of importsOf(file)) visit(target, [...path, file])
      done.add(file)
    }
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('no folder holds more than a dozen sources', () => {
  const counts = new Map<string, number>()
  for (const file of files) {
    // A route's file is named by its path, and a test stands beside what it tests.
    if (/\.(test|spec|fault)\.ts$|\/app\/routes\//.test(file)) continue
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  }
  expect([...counts].filter(([, count]) => count > 12)).toEqual([])
})

test('no private part of a library is used but those that docs/architecture.md names', () => {
  const named: Record<string, string> = {
    'packages/trpc-router/src/http/routes.ts': '_def.procedures',
    'apps/remix/server/create-pages.ts': 'request.query._data',
  }
  const architecture = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const used = files
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/[\w.]*\._[a-zA-Z][\w.]*|unstable-[\w-]+/g)].map(
        ([part]) => ({ file, part }),
      ),
    )
    // Prisma's own word for counts of relations, which is documented.
    .filter(({ part }) => !part.endsWith('_count'))
  expect(used.filter(({ file, part }) => !part.endsWith(named[file] ?? 'nothing'))).toEqual([])
  for (const part of Object.values(named)) expect(architecture).toContain(part)
})

test('nothing names a folder of the machine it was written on', () => {
  const found = files.filter((file) =>
    /["'`(=]\/(work|root|home|Users)\//.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(found.filter((file) => file !== 'scripts/house.test.ts')).toEqual([])
})

test('the lock file names no registry', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  expect(lock).not.toMatch(/"resolved": "https?:/)
})
