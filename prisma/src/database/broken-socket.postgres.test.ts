import { once } from 'node:events'
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { openTestDatabase } from '../testing/index.ts'
import { connect } from './connect.ts'
import type { Database, Transaction } from './database.ts'
import { databaseFault } from './database-fault.ts'

/** Sockets that are reset while the database works: a crash of its server, or of a proxy before it. */

const direct = await openTestDatabase()
const sockets = new Set<Socket>()
const proxy = createServer((socket) => {
  const { searchParams } = new URL(direct.url)
  const behind = connectSocket(join(searchParams.get('host') ?? '', '.s.PGSQL.5432'))
  sockets.add(socket)
  socket.on('error', () => {}).on('close', () => behind.destroy())
  behind.on('error', () => {}).on('close', () => socket.destroy())
  socket.pipe(behind).pipe(socket)
})
let proxied: Database

beforeAll(async () => {
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const { port } = proxy.address() as AddressInfo // of a server that listens on TCP
  const url = new URL(direct.url)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(port)
  proxied = await connect({ DATABASE_URL: url.href, DATA_DIR: '' })
  await direct.execute(
    `INSERT INTO subscriptions (subscription_id, name, price, features) VALUES (1, 'Basic', 1, '')`,
  )
})
afterAll(async () => {
  await proxied.close()
  proxy.close()
})

const waiting = z.object({ waiting: z.coerce.number() })

/** Resets every socket as soon as somebody waits for the lock on the plans. */
async function resetWhileWaiting(): Promise<void> {
  const count = Prisma.sql`
    SELECT COUNT(*) AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  await expect.poll(async () => (await direct.query(count, waiting))[0]?.waiting, { timeout: 20_000 }).toBe(1)
  for (const socket of sockets) socket.resetAndDestroy()
  sockets.clear()
}

const raw = Prisma.sql`SELECT COUNT(*) AS waiting FROM subscriptions`
const works: [string, (database: Database) => Promise<unknown>][] = [
  ['a row outside a transaction', ({ prisma }) => prisma.plan.findFirst()],
  ['SQL outside a transaction', ({ query }) => query(raw, waiting)],
  [
    'a row of a transaction',
    ({ transaction }) => transaction(({ prisma }: Transaction) => prisma.plan.findFirst()),
  ],
  ['SQL of a transaction', ({ transaction }) => transaction(({ query }: Transaction) => query(raw, waiting))],
]

test.each(works)(
  '%s that loses its socket is told as unavailable, and the next one works',
  async (_, work) => {
    const outcome = direct.sqlTransaction(async (client) => {
      await client.query('LOCK TABLE subscriptions IN ACCESS EXCLUSIVE MODE')
      const fault = work(proxied).catch((error: unknown) => error)
      await resetWhileWaiting()
      return await fault
    })
    expect(databaseFault(await outcome)).toBe('unavailable')
    expect(await proxied.query(raw, waiting)).toEqual([{ waiting: 1 }])
  },
)
