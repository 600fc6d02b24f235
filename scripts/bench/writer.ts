import { setTimeout as delay } from 'node:timers/promises'
import { connect, keepFolded, Prisma } from '@streaming/db'
import { admin, callerOf } from '@streaming/trpc-router/testing'
import { z } from 'zod'

/**
 * Records watches at a steady rate through the router, and folds rollups, as a server does. They are the service's latest
 * watches once more, so that users and titles are as unlike each other as the service's are. Its argument is JSON: the
 * database's URL and events a second. Prints `writing` when it is at its pace, and at its end how many it recorded a second.
 */
const { url, rate }: { url: string; rate: number } = JSON.parse(process.argv[2] ?? '{}')
const everyMs = 100
const database = await connect({ DATABASE_URL: url, DATA_DIR: '' })
const stopFolding = keepFolded(database, {
  onFault: (fault) => process.stderr.write(`${fault}\n`),
})
const { watchHistory } = callerOf(database, admin)
const latest = await database.query(
  Prisma.sql`
    SELECT w.user_id::TEXT AS user_id, w.content_id::TEXT AS content_id, w.progress, w.watched_on
    FROM watchhistory AS w ORDER BY w.watched_on DESC LIMIT ${rate * 60}::INT8`,
  z.object({
    user_id: z.string(),
    content_id: z.string(),
    progress: z.coerce.number(),
    watched_on: z.date().transform((date) => date.toISOString()),
  }),
)
const batchSize = (rate * everyMs) / 1_000
let going = true
process.on('SIGTERM', () => {
  going = false
})

let recorded = 0
const start = performance.now()
for (let batch = 0; going; batch++) {
  const from = (batch * batchSize) % (latest.length - batchSize)
  const items = latest.slice(from, from + batchSize)
  await watchHistory.createBatch({ items })
  recorded += items.length
  if (batch === 10) process.stdout.write('writing\n')
  const early = start + (batch + 1) * everyMs - performance.now()
  if (early > 0) await delay(early)
}
process.stdout.write(`rate ${Math.round(recorded / ((performance.now() - start) / 1_000))}\n`)
await stopFolding()
await database.close()
