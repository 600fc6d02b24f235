import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { builtFrom } from './prepare.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The sources of ours that are in the built server, as its map says. */
function bundled(): string[] {
  const map = join(root, 'apps/remix/build/program/server.js.map')
  const { sources } = z.object({ sources: z.array(z.string()) }).parse(JSON.parse(readFileSync(map, 'utf8')))
  return sources.map((source) => relative(root, join(dirname(map), source)))
}

test('the server is built again when any file that it is made of is newer', () => {
  const sources = bundled()
  expect(sources).toContain('prisma/src/database/open-pool.ts')
  expect(sources).toContain('packages/trpc-router/src/router.ts')
  expect(sources.filter((source) => !builtFrom.some((folder) => source.startsWith(`${folder}/`)))).toEqual([])
})

test('the built server gets the packages of npm that the workspace which names them gets', () => {
  const program = join(root, 'apps/remix/build/program/server.js')
  const imported = [...readFileSync(program, 'utf8').matchAll(/^import .*?from "([^"]+)";$/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'))
  expect(imported).toContain('pg')
  const resolve = (from: string, name: string) =>
    createRequire(join(root, from, 'package.json')).resolve(name)
  for (const name of imported) {
    const owner = ['apps/remix', 'packages/trpc-router', 'packages/recommender', 'prisma'].find((workspace) =>
      Object.keys(dependenciesOf(workspace)).some((known) => name === known || name.startsWith(`${known}/`)),
    )
    if (owner === undefined) throw new Error(`${name} is nobody’s dependency`)
    expect(createRequire(program).resolve(name), name).toBe(resolve(owner, name))
  }
})

function dependenciesOf(workspace: string): Record<string, string> {
  const text = readFileSync(join(root, workspace, 'package.json'), 'utf8')
  return z.object({ dependencies: z.record(z.string(), z.string()).default({}) }).parse(JSON.parse(text))
    .dependencies
}

test('turbo takes no build from its cache that was made of other sources of any workspace', () => {
  const turbo = join(root, 'node_modules/.bin/turbo')
  const { stdout } = spawnSync(turbo, ['run', 'build', '--dry=json'], { cwd: root, encoding: 'utf8' })
  const { tasks } = z
    .object({
      tasks: z.array(
        z.object({ taskId: z.string(), directory: z.string(), dependencies: z.array(z.string()) }),
      ),
    })
    .parse(JSON.parse(stdout))
  const hashed = (task: string): string[] =>
    tasks
      .filter(({ taskId }) => taskId === task)
      .flatMap(({ directory, dependencies }) => [directory, ...dependencies.flatMap(hashed)])
  const folders = hashed('@streaming/remix#build')
  expect(bundled().filter((source) => !folders.some((folder) => source.startsWith(`${folder}/`)))).toEqual([])
})
