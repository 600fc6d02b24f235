import { setTimeout as delay } from 'node:timers/promises'
import { connect, keepFolded } from '@streaming/db'
import { admin, callerOf } from '@streaming/trpc-router/testing'

/**
 * Records watches at a steady rate through the router, and folds rollups, as a server does. Its argument is JSON: the
 * database's URL, events a second, users and titles there are. Prints `writing` when it is at its pace, and at its end
 * how many it recorded a second.
 */
const { url, rate, users, titles }: { url: string; rate: number; users: number; titles: number } = JSON.parse(
  process.argv[2] ?? '{}',
)
const everyMs = 100
const database = await connect({ DATABASE_URL: url, DATA_DIR: '' })
const stopFolding = keepFolded(database, {
  onFault: (fault) => process.stderr.write(`${fault}\n`),
})
const { watchHistory } = callerOf(database, admin)
let going = true
process.on('SIGTERM', () => {
  going = false
})

let recorded = 0
const start = performance.now()
for (let batch = 0; going; batch++) {
  const items = Array.from({ length: (rate * everyMs) / 1_000 }, (_, n) => ({
    user_id: String(((batch * 7_919 + n * 104_729) % users) + 1),
    content_id: String(((batch * 31 + n * 17) % titles) + 1),
    progress: n % 101,
    watched_on: new Date(Date.UTC(2026, 2, 1) + batch * 1_000 + n).toISOString(),
  }))
  await watchHistory.createBatch({ items })
  recorded += items.length
  if (batch === 10) process.stdout.write('writing\n')
  const early = start + (batch + 1) * everyMs - performance.now()
  if (early > 0) await delay(early)
}
process.stdout.write(`rate ${Math.round(recorded / ((performance.now() - start) / 1_000))}\n`)
await stopFolding()
await database.close()
