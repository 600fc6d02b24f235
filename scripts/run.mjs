// @ts-check
/**
 * The entry of every npm script. It has no dependencies, so that it works on a bare clone: it installs when
 * node_modules is missing or older than the lock file, generates the Prisma client and builds when sources
 * are newer, and then runs the command.
 */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstData } from './first-data.mjs'
import { build, generate, install } from './prepare.mjs'
import { bin, node, run, say } from './processes.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

const [command = '', ...rest] = process.argv.slice(2)
const tsx = ['--import', 'tsx']

/** @type {Record<string, () => Promise<number>>} */
const commands = {
  async start() {
    await build()
    await firstData(tsx)
    return node(['--enable-source-maps', 'apps/remix/build/program/server.js', ...rest], {
      NODE_ENV: 'production',
    })
  },
  async dev() {
    await firstData(tsx)
    // Pages follow their sources by Vite; the server restarts when what it imports changes.
    return run(bin('tsx'), ['watch', '--clear-screen=false', 'apps/remix/server/server.ts', ...rest], {
      NODE_ENV: 'development',
    })
  },
  async build() {
    await build(true)
    return 0
  },
  operators: () => node([...tsx, 'packages/trpc-router/src/identity/main.ts', ...rest]),
  seed: () => node([...tsx, 'packages/seed/src/main.ts', ...rest]),
  simulate: () => node([...tsx, 'packages/seed/src/simulator/main.ts', 'simulate', ...rest]),
  'simulate:report': () => node([...tsx, 'packages/seed/src/simulator/main.ts', 'simulate:report', ...rest]),
  recommend: () => node([...tsx, 'packages/trpc-router/src/recommendations/commands/main.ts', ...rest]),
  'db:migrate': () => node([...tsx, 'prisma/src/migrations/main.ts', 'migrate', ...rest]),
  'db:status': () => node([...tsx, 'prisma/src/migrations/main.ts', 'status', ...rest]),
  'db:shell': () => node([...tsx, 'prisma/src/migrations/main.ts', 'shell', ...rest]),
  'rollups:verify': () => node([...tsx, 'prisma/src/rollups/main.ts', 'verify', ...rest]),
  'rollups:rebuild': () => node([...tsx, 'prisma/src/rollups/main.ts', 'rebuild', ...rest]),
  async test() {
    await build()
    return vitest(['--project', 'unit', '--project', 'conflicts', '--project', 'subset'], 'pglite')
  },
  async 'test:postgres'() {
    await build()
    return vitest(['--project', 'unit', '--project', 'postgres', '--project', 'conflicts'], 'postgres')
  },
  async 'test:cockroachdb'() {
    if (!process.env.TEST_DATABASE_URL) {
      say(
        'Set TEST_DATABASE_URL to a CockroachDB (or PostgreSQL) in which databases may be made, such as postgresql://root@localhost:26257/defaultdb?sslmode=disable',
      )
      return 2
    }
    await build()
    return vitest(['--project', 'unit'], 'given')
  },
  async 'test:e2e'() {
    await build()
    return vitest(['--project', 'e2e'], 'none')
  },
  async 'test:faults'() {
    await build()
    return vitest(['--project', 'faults'], 'none')
  },
  async bench() {
    await build()
    return node([...tsx, 'scripts/bench/main.ts', ...rest])
  },
  async lighthouse() {
    await build()
    await install('scripts/lighthouse')
    return node([...tsx, 'scripts/lighthouse/main.ts', ...rest])
  },
  async check() {
    for (const step of [
      () => run(bin('biome'), ['check', '--error-on-warnings', '.']),
      () => run(bin('tsc'), []),
      commands.test,
    ]) {
      const code = (await step?.()) ?? 0
      if (code !== 0) return code
    }
    return 0
  },
}

/** @param {string[]} projects @param {string} engine */
function vitest(projects, engine) {
  return run(bin('vitest'), ['run', ...projects, ...rest], { TEST_ENGINE: engine })
}

const chosen = commands[command]
if (chosen === undefined) {
  say(`Unknown command ${command}. Known: ${Object.keys(commands).join(', ')}`)
  process.exitCode = 2
} else {
  await install()
  await generate()
  process.exitCode = await chosen()
}
