import { insertWorld, openTestDatabase } from '@streaming/db/testing'
import { expect, test } from 'vitest'
import type { Actor } from '../procedure/actor.ts'
import { sampleWorld } from '../testing/faces.ts'
import { callerOf, contextOf } from '../testing/index.ts'
import { explainAnswer } from './explain-answer.ts'

const database = await openTestDatabase()
await insertWorld(database, sampleWorld())
const explain = (url: string, actor?: Actor) => explainAnswer(url, contextOf(database, actor))

test('an answer is told with its call, its statements and their values', async () => {
  const { procedure, input, statements, answer, duration_ms } = await explain(
    '/api/watch-history-genre?content_type=film&limit=2&format=csv',
  )
  expect(procedure).toBe('analytics.watchHistoryGenre')
  expect(input).toEqual({ content_type: 'film', limit: 2 })
  expect(statements).toHaveLength(1)
  expect(statements[0]?.sql).toMatch(/^SELECT w\.genre/)
  expect(statements[0]?.parameters).toEqual(['film', '2'])
  expect(answer).toEqual(
    await callerOf(database).analytics.watchHistoryGenre({ content_type: 'film', limit: 2 }),
  )
  expect(duration_ms).toBeGreaterThan(0)
})

test('the statements run as they are told', async () => {
  const { statements, answer } = await explain('/api/subscriptions')
  const { rows } = await database.execute(`/* only postgresql: as it was sent */ ${statements[0]?.sql}`)
  expect(rows.map(({ subscription }) => subscription)).toEqual(
    (answer as { subscription: string }[]).map(({ subscription }) => subscription), // an answer of any question
  )
})

test('a snapshot’s statements are told in their order, and rows of Prisma Client without SQL', async () => {
  const { statements } = await explain('/api/viewing-hours?zone=Europe/Berlin')
  expect(statements.length).toBe(2)
  expect((await explain('/api/content/1')).statements).toEqual([])
})

test('who may not ask may not be told, and what cannot be asked is refused in the same words', async () => {
  const member: Actor = { role: 'member', id: 'user:1', name: 'User 1', user_id: '1' }
  await expect(explain('/api/revenue-trends', member)).rejects.toThrow('This is not open to the role member.')
  await expect(explain('/api/user-months/2', member)).rejects.toThrow('open to you for your own data alone')
  expect((await explain('/api/user-months/1', member)).input).toEqual({ user_id: '1' })
  await expect(explain('/api/title-ranking?measure=minutes')).rejects.toThrow('measure: expected watches')
  await expect(explain('/api/nothing')).rejects.toThrow('There is no question /api/nothing.')
  await expect(explain('/api/users/1/plan')).rejects.toThrow('There is no question /api/users/1/plan.')
})
