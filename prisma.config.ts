import { defineConfig } from 'prisma/config'

// Prisma's CLI insists on its native schema engine before every command, even
// those that never run it, and fails where that binary cannot be downloaded.
// For these commands any existing file satisfies the check. Never set this
// variable globally: `prisma migrate deploy` would then do nothing and exit 0.
const [command, subcommand] = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const runsWithoutEngine =
  ['generate', 'validate', 'format'].includes(command ?? '') || (command === 'db' && subcommand === 'seed')
if (runsWithoutEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

const url = process.env.DATABASE_URL

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node scripts/run.mjs seed' },
  ...(url === undefined ? {} : { datasource: { url } }),
})
