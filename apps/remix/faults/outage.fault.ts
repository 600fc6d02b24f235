import { setTimeout as delay } from 'node:timers/promises'
import { brokenInvariants } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordedPayments, startPayments } from './load/payments-stream.ts'
import { type PostgresService, startPostgresService } from './postgres-service.ts'
import { report } from './report.ts'
import { serverPid } from './service-process.ts'

/** The database goes away, at rest and in the middle of transactions, and comes back. */

let place: PostgresService

beforeAll(async () => {
  place = await startPostgresService()
})
afterAll(() => place.stop())

async function answered(reads: Promise<Response>) {
  const response = await reads
  return [response.status, response.headers.get('retry-after')]
}

test('while the database is gone requests get 503 with Retry-After, pages say so, and all recovers by itself', async () => {
  const { origin } = place.service
  const headers = { authorization: `Bearer ${place.key}` }
  await place.postgres.crash()
  expect(await answered(fetch(`${origin}/api/subscriptions`, { headers }))).toEqual([503, '1'])
  expect(await answered(fetch(`${origin}/trpc/analytics.subscriptions`, { headers }))).toEqual([503, '1'])
  const post = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' }
  expect(await answered(fetch(`${origin}/api/plans`, post))).toEqual([503, '1'])
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  expect((await fetch(`${origin}/readyz`)).status).toBe(503)
  const page = await fetch(`${origin}/`, { headers: { ...headers, accept: 'text/html' } })
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await page.text()).toContain('The database does not answer. Try again.')
  await place.postgres.resume()
  expect((await fetch(`${origin}/api/subscriptions`, { headers })).status).toBe(200)
  expect((await fetch(`${origin}/readyz`)).status).toBe(200)
})

test('crashes and cut connections in a stream of payments lose and double nothing', async () => {
  const pid = await serverPid(place.service)
  const stream = startPayments(() => place.service.origin, place.key, 8)
  const rounds = 10
  let cut = 0
  for (let round = 0; round < rounds; round++) {
    const before = stream.acknowledged.size
    while (stream.acknowledged.size < before + 20) await delay(5)
    if (round % 2 === 0) {
      cut += await place.postgres.cutConnections()
      continue
    }
    await place.postgres.crash()
    await delay(200 + 30 * round)
    await place.postgres.resume()
  }
  await stream.stop()
  const recorded = await recordedPayments(place.service.origin, place.key)
  const broken = await brokenInvariants({ DATABASE_URL: place.postgres.url, DATA_DIR: '' })
  report('database outages', {
    crashes: rounds / 2,
    'connections cut': cut,
    'payments acknowledged': stream.acknowledged.size,
    'answered 503': stream.outcomes.get('503') ?? 0,
    'answered 5xx otherwise': [...stream.outcomes].filter(([status]) => /^5/.test(status) && status !== '503')
      .length,
    lost: [...stream.acknowledged.values()].filter((id) => !recorded.includes(id)).length,
    doubled: recorded.length - new Set(recorded).size,
  })
  expect([...stream.outcomes.keys()].filter((status) => !['201', '503', 'none'].includes(status))).toEqual([])
  expect(stream.outcomes.get('none') ?? 0).toBe(0)
  expect(stream.outcomes.get('503') ?? 0).toBeGreaterThan(0)
  expect(stream.withoutRetryAfter).toBe(0)
  expect(recorded.sort()).toEqual([...stream.acknowledged.values()].sort())
  expect(broken).toEqual([])
  expect(await serverPid(place.service)).toBe(pid)
  expect(place.service.process.exitCode).toBeNull()
})
