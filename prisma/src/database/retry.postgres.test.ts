import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { openTestDatabase } from '../testing/index.ts'
import { databaseFault } from './database-fault.ts'
import { sqlState } from './retry.ts'

const database = await openTestDatabase()
const total = z.object({ total: z.coerce.number() })

test('fifty writers of the same row all succeed, and no increment is lost', async () => {
  await database.execute('CREATE TABLE counter (id INT4 PRIMARY KEY, n INT8 NOT NULL)')
  await database.execute('INSERT INTO counter VALUES (1, 0)')
  let attempts = 0
  await Promise.all(
    Array.from({ length: 50 }, () =>
      database.sqlTransaction(async (client) => {
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
    database.sqlTransaction(async (client) => {
      await client.query('UPDATE pair SET n = n + 1 WHERE id = $1', [first])
      await delay(100)
      await client.query('UPDATE pair SET n = n + 1 WHERE id = $1', [second])
    })
  await Promise.all([both(1, 2), both(2, 1)])
  expect(await database.query(Prisma.sql`SELECT SUM(n) AS total FROM pair`, total)).toEqual([{ total: 4 }])
})

test('a connection that is cut inside a transaction fails that transaction, not the process, and the next one works', async () => {
  const cut = database.sqlTransaction(async (client) => {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    await database.execute('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await client.query('SELECT 1')
  })
  // The server's farewell and the closed socket race: either of them is the fault, and both are the same to a caller.
  const fault: unknown = await cut.catch((error: unknown) => error)
  expect(databaseFault(fault)).toBe('unavailable')
  expect(await database.query(Prisma.sql`SELECT 1 AS total`, total)).toEqual([{ total: 1 }])
})

test("a conflict inside Prisma's own transaction is told by its code, and all of it is run again", async () => {
  await database.execute(
    `INSERT INTO subscriptions (subscription_id, name, price, features) VALUES (1, 'Basic', 1, '')`,
  )
  const codes: (string | undefined)[] = []
  const plan = await database.transaction(async ({ prisma }) => {
    await prisma.plan.findFirst({ where: { subscription_id: 1n } })
    if (codes.length === 0)
      await database.execute(`UPDATE subscriptions SET price = 2 WHERE subscription_id = 1`)
    return prisma.plan
      .update({ where: { subscription_id: 1n }, data: { price: { increment: 1 } } })
      .catch((fault: unknown) => {
        codes.push(sqlState(fault))
        throw fault
      })
  })
  expect(codes).toEqual(['40001'])
  expect(plan.price.toNumber()).toBe(3)
})

test('a row that is written outside a transaction is written again after a conflict', async () => {
  await database.execute('CREATE SEQUENCE tries')
  // A sequence keeps its count when what asked for it is rolled back.
  await database.execute(`CREATE FUNCTION refuse_twice() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('tries') < 3 THEN RAISE EXCEPTION 'refused' USING ERRCODE = '40001'; END IF;
      RETURN NEW;
    END $$`)
  await database.execute(
    'CREATE TRIGGER refusing BEFORE UPDATE ON subscriptions FOR EACH ROW EXECUTE FUNCTION refuse_twice()',
  )
  const plan = await database.prisma.plan.update({ where: { subscription_id: 1n }, data: { price: 4 } })
  expect(plan.price.toNumber()).toBe(4)
  expect(await database.query(Prisma.sql`SELECT last_value AS total FROM tries`, total)).toEqual([
    { total: 3 },
  ])
  await database.execute('DROP TRIGGER refusing ON subscriptions')
})

test('the analysis of a raw query’s error finds its SQLSTATE', async () => {
  const error: unknown = await database.prisma.$queryRaw`SELECT 1 / 0`.catch((fault: unknown) => fault)
  expect(sqlState(error)).toBe('22012')
})
