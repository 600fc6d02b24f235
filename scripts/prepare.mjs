// @ts-check
/**
 * What must be there before a command can run, made when it is missing or older than what it is made from. It
 * speaks on standard error: standard output belongs to the command.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bin, required, run, say } from './processes.mjs'

/** @param {string} [folder] of a lock file */
export async function install(folder = '.') {
  const marker = join(folder, 'node_modules', '.package-lock.json')
  if (modified(marker) >= modified(join(folder, 'package-lock.json'))) return
  say('Installing packages …')
  const options = ['--no-audit', '--no-fund', '--loglevel=error']
  await required(() => run(['npm'], ['ci', '--prefix', folder, ...options], {}, 2))
  const now = new Date()
  utimesSync(marker, now, now)
}

export async function generate() {
  const output = join('prisma', 'src', 'generated', 'client.ts')
  if (modified(output) >= Math.max(modified(join('prisma', 'schema.prisma')), modified('package-lock.json')))
    return
  say('Generating the database client …')
  await required(() => run(bin('prisma'), ['generate', '--no-hints'], {}, 2))
  const now = new Date()
  utimesSync(output, now, now)
}

const marker = join('apps', 'remix', 'build', '.built')

/** What the server and its pages are made of. */
export const builtFrom = ['apps/remix', 'packages/trpc-router', 'packages/recommender', 'prisma/src']

/** Takes seconds and is needed only after a change. @param {boolean} [always] */
export async function build(always = false) {
  const newest = Math.max(
    ...builtFrom.map((folder) => newestIn(folder, ['build', 'e2e'])),
    modified('package-lock.json'),
  )
  if (!always && modified(marker) >= newest) return
  say('Building the server and its pages …')
  rmSync(marker, { force: true })
  await required(() =>
    run(
      bin('turbo'),
      ['run', 'build', '--output-logs=errors-only', '--log-prefix=none', '--no-update-notifier'],
      { TURBO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      2,
    ),
  )
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, '')
}

/** @param {string} path */
function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : -1
}

/** @param {string} folder @param {string[]} [except] @returns {number} */
function newestIn(folder, except = []) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => name !== 'node_modules' && !except.includes(name),
  )
  return Math.max(
    -1,
    ...entries.map((entry) =>
      // A folder's own time tells of files that were removed or moved away.
      entry.isDirectory()
        ? Math.max(modified(join(folder, entry.name)), newestIn(join(folder, entry.name)))
        : modified(join(folder, entry.name)),
    ),
  )
}
