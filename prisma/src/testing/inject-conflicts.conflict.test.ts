import { expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { openTestDatabase } from './index.ts'
import { injectedConflicts } from './inject-conflicts.ts'

const database = await openTestDatabase()

test('statements and COMMITs are refused, transactions of both kinds are run again, and nothing is done twice', async () => {
  await database.execute('CREATE TABLE IF NOT EXISTS injected (id INT4 PRIMARY KEY, n INT8 NOT NULL)')
  await database.execute('INSERT INTO injected VALUES (1, 0) ON CONFLICT (id) DO UPDATE SET n = 0')
  let attempts = 0
  const add = Prisma.sql`UPDATE injected SET n = n + 1 WHERE id = 1`
  for (let round = 0; round < 200; round++) {
    await database.transaction(async ({ query }) => {
      attempts++
      await query(add, z.unknown())
    })
    await database.sqlTransaction(async (_client, query) => {
      attempts++
      await query(add, z.unknown())
    })
    await database.query(add, z.unknown())
  }
  const { rows } = await database.execute('SELECT n::INT4 AS n FROM injected')
  expect(rows).toEqual([{ n: 600 }])
  const { statements, commits } = injectedConflicts()
  expect(Math.min(statements, commits)).toBeGreaterThan(5)
  expect(attempts).toBeGreaterThanOrEqual(400 + commits)
})
