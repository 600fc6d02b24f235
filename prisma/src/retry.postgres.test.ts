import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { databaseFault } from './database-fault.ts'
import { Prisma } from './generated/client.ts'
import { sqlState } from './retry.ts'
import { openTestDatabase } from './testing.ts'

const database = await openTestDatabase()
const total = z.object({ total: z.coerce.number() })

test('fifty writers of the same row all succeed, and no increment is lost', async () => {
  await database.execute('CREATE TABLE counter (id INT4 PRIMARY KEY, n INT8 NOT NULL)')
  await database.execute('INSERT INTO counter VALUES (1, 0)')
  let attempts = 0
  await Promise.all(
    Array.from({ length: 50 }, () =>
      database.transaction(async (client) => {
        attempts++
        const { rows } = await client.query('SELECT n FROM counter WHERE id = 1')
        await client.query('UPDATE counter SET n = $1 WHERE id = 1', [Number(rows[0].n) + 1])
      }),
    ),
  )
  expect(await database.query(Prisma.sql`SELECT n AS total FROM counter`, total)).toEqual([{ total: 50 }])
  expect(attempts).toBeGreaterThan(50)
})

test('two transactions that lock each other out both succeed', async () => {
  await database.execute('CREATE TABLE pair (id INT4 PRIMARY KEY, n INT8 NOT NULL)')
  await database.execute('INSERT INTO pair VALUES (1, 0), (2, 0)')
  const both = (first: number, second: number) =>
    database.transaction(async (client) => {
      await client.query('UPDATE pair SET n = n + 1 WHERE id = $1', [first])
      await delay(100)
      await client.query('UPDATE pair SET n = n + 1 WHERE id = $1', [second])
    })
  await Promise.all([both(1, 2), both(2, 1)])
  expect(await database.query(Prisma.sql`SELECT SUM(n) AS total FROM pair`, total)).toEqual([{ total: 4 }])
})

test('a connection that is cut inside a transaction fails that transaction, not the process, and the next one works', async () => {
  const cut = database.transaction(async (client) => {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    await database.execute('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await client.query('SELECT 1')
  })
  // The server's farewell and the closed socket race: either of them is the fault, and both are the same to a caller.
  const fault: unknown = await cut.catch((error: unknown) => error)
  expect(databaseFault(fault)).toBe('unavailable')
  expect(await database.query(Prisma.sql`SELECT 1 AS total`, total)).toEqual([{ total: 1 }])
})

test("a conflict inside Prisma's own transaction is told by its code", async () => {
  await database.execute(
    `INSERT INTO subscriptions (subscription_id, name, price, features) VALUES (1, 'Basic', 1, '')`,
  )
  const conflict = database.prisma.$transaction(
    async (tx) => {
      await tx.subscriptions.findFirst({ where: { subscription_id: 1n } })
      await database.execute(`UPDATE subscriptions SET price = 2 WHERE subscription_id = 1`)
      await tx.subscriptions.update({ where: { subscription_id: 1n }, data: { price: 3 } })
    },
    { isolationLevel: 'Serializable' },
  )
  const error: unknown = await conflict.catch((fault: unknown) => fault)
  expect(['P2034', '40001']).toContain(sqlState(error))
})

test('the analysis of a raw query’s error finds its SQLSTATE', async () => {
  const error: unknown = await database.prisma.$queryRaw`SELECT 1 / 0`.catch((fault: unknown) => fault)
  expect(sqlState(error)).toBe('22012')
})
