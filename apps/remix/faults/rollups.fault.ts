import { setTimeout as delay } from 'node:timers/promises'
import { brokenInvariants, numbers, randomWrite } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operators, type StartedService, startedService } from '../server/testing.ts'
import { type PostgresService, startPostgresService } from './postgres-service.ts'
import { report } from './report.ts'
import { serverPid } from './service-process.ts'

/** Every kind of write from many connections, on PostgreSQL at SERIALIZABLE, while the server is killed again and again. */

const connections = 16
const kills = 6
let place: PostgresService
let service: StartedService

beforeAll(async () => {
  place = await startPostgresService()
  service = place.service
})
afterAll(async () => {
  await service.stop()
  await place.stop()
})

test('after mixed writes from 16 connections and kill -9 in between, no rollup differs from the tables', async () => {
  const environment = { DATABASE_URL: place.postgres.url, DATA_DIR: place.folder, RATE_LIMIT: '0' }
  const key = await operators(environment, 'create-key', '--name', 'writes', '--role', 'admin')
  const outcomes = new Map<string, number>()
  const procedures = new Set<string>()
  let stopped = false

  async function write(seed: number): Promise<void> {
    const below = numbers(seed)
    while (!stopped) {
      const { procedure, input } = randomWrite(below)
      const outcome = await fetch(`${service.origin}/trpc/${procedure}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
        .then(async (response) => {
          await response.arrayBuffer()
          if (response.status === 200) procedures.add(procedure)
          return String(response.status)
        })
        .catch(() => 'none')
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (outcome === 'none') await delay(50)
    }
  }
  const writers = Array.from({ length: connections }, (_, index) => write(index + 1))

  for (let kill = 0; kill < kills; kill++) {
    const before = outcomes.get('200') ?? 0
    while ((outcomes.get('200') ?? 0) < before + 200) await delay(10)
    await delay(31 * kill)
    process.kill(await serverPid(service), 'SIGKILL')
    service = await startedService(environment)
  }
  stopped = true
  await Promise.all(writers)

  const broken = await brokenInvariants({ DATABASE_URL: place.postgres.url, DATA_DIR: '' })
  report('rollups under mixed writes', {
    connections,
    'kill -9': kills,
    written: outcomes.get('200') ?? 0,
    'kinds of write': procedures.size,
    'without an answer': outcomes.get('none') ?? 0,
    'transactions rolled back': await place.postgres.rollbacks(),
    differences: broken.length,
  })
  expect([...outcomes.keys()].filter((outcome) => outcome.startsWith('5') && outcome !== '503')).toEqual([])
  expect(procedures.size).toBeGreaterThan(10)
  expect(broken).toEqual([])
})
