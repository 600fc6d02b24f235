import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DCLinter } from 'dclint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

/** Files that other programs read: what they would refuse is found here. */

const root = join(fileURLToPath(import.meta.url), '..', '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const composeFiles = ['compose.yaml', 'compose.single.yaml']

test.each(composeFiles)(
  '%s is what the specification of Compose has, and its ports are of this machine alone',
  (name) => {
    const linter = new DCLinter({
      quiet: false,
      debug: false,
      exclude: [],
      rules: {
        // Which keys come first is told by what they are about; the image that is built has a name, so that three services share it.
        'service-keys-order': 0,
        'services-alphabetical-order': 0,
        'top-level-properties-order': 0,
        'no-build-and-image': 0,
        'require-quotes-in-ports': [1, { quoteType: 'double' }],
      },
    })
    const results = linter.lintFiles([join(root, name)], false)
    expect(results).toHaveLength(1)
    expect(results.flatMap(({ messages }) => messages)).toEqual([])
    const { services } = z
      .object({ services: z.record(z.string(), z.object({ ports: z.array(z.string()).default([]) })) })
      .parse(parse(read(name), { merge: true }))
    const ports = Object.values(services).flatMap(({ ports: own }) => own)
    expect(ports.length).toBeGreaterThan(1)
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  },
)

test('a compose file with a word that is not of Compose is refused', () => {
  const linter = new DCLinter({ quiet: false, debug: false, exclude: [], rules: {} })
  const folder = mkdtempSync(join(tmpdir(), 'streaming-compose-'))
  writeFileSync(join(folder, 'compose.yaml'), 'services:\n  node:\n    image: x:1\n    prots: ["1:1"]\n')
  const results = linter.lintFiles([folder], false)
  rmSync(folder, { recursive: true })
  expect(JSON.stringify(results)).toContain('invalid-schema')
})

function workflowErrors(content: string): string[] {
  const program = join(root, 'scripts', 'workflow-errors.ts')
  const said = execFileSync(process.execPath, ['--import', 'tsx', program], {
    input: content,
    encoding: 'utf8',
  })
  return said.split('\n').filter((line) => line !== '')
}

test('the workflow is what GitHub Actions has', () => {
  const workflow = read('.github/workflows/ci.yml')
  expect(workflowErrors(workflow)).toEqual([])
  expect(workflowErrors(workflow.replace('runs-on:', 'run-on:'))).not.toEqual([])
})

test('what images and workflows run are scripts of package.json', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')))
  const files = [...composeFiles, 'Dockerfile', 'fly.toml', '.github/workflows/ci.yml']
  const run = files.flatMap((name) =>
    [...read(name).matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script),
  )
  expect(run.length).toBeGreaterThan(5)
  expect(run.filter((script) => !(script in scripts))).toEqual([])
})
