import { connectFollowers } from '@streaming/db'
import { insertWorld, makeWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import { callProcedure } from '../http/call-procedure.ts'
import { routes } from '../http/routes.ts'
import { contextOf, sampleInputs } from '../testing/index.ts'

const database = await openTestDatabase()
await insertWorld(database, makeWorld({ subscriptions: [{}], users: [{}] }))

test('every question of analytics is read from the pool for it, and from no other', async () => {
  const questions = routes.filter(({ procedure }) => procedure.startsWith('analytics.'))
  expect(questions.length).toBeGreaterThan(9)
  // A context without the other pool: what asks it fails.
  const context = { ...contextOf(database), database: undefined as never }
  const filters = {
    genre: 'Drama',
    content_type: 'Film',
    plan: 'Basic',
    limit: 100,
    start_date: '2024-01-15',
  }
  for (const question of questions) {
    const sample = sampleInputs[question.procedure] ?? {}
    await expect(callProcedure(question, sample, context)).resolves.toBeDefined()
    for (const [name, value] of Object.entries(filters)) {
      const said = await callProcedure(question, { ...sample, [name]: value }, context).then(
        () => 'answered',
        (error: unknown) => String(error),
      )
      // A filter that a question has not is refused by name, before anything is asked.
      expect([question.procedure, said]).toEqual([
        question.procedure,
        expect.stringMatching(
          new RegExp(`^answered$|unknown parameter ${name}|start_date|${name}: expected`),
        ),
      ])
    }
  }
})

test('follower reads of another engine are refused, naming the setting', async () => {
  await expect(connectFollowers(database, { DATABASE_URL: database.url, DATA_DIR: '' })).rejects.toThrow(
    'FOLLOWER_READS: expected off',
  )
  await expect(connectFollowers(database, { DATA_DIR: '' })).rejects.toThrow('FOLLOWER_READS: expected off')
})
