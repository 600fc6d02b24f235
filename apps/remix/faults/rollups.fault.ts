import { setTimeout as delay } from 'node:timers/promises'
import { brokenInvariants } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operators, type StartedService, startedService } from '../server/testing.ts'
import { startMixedWrites } from './load/mixed-writes.ts'
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
  const writes = startMixedWrites(() => service.origin, key, connections)

  for (let kill = 0; kill < kills; kill++) {
    const before = writes.written()
    while (writes.written() < before + 200) await delay(10)
    await delay(31 * kill)
    process.kill(await serverPid(service), 'SIGKILL')
    service = await startedService(environment)
  }
  await writes.stop()

  const broken = await brokenInvariants({ DATABASE_URL: place.postgres.url, DATA_DIR: '' })
  report('rollups under mixed writes', {
    connections,
    'kill -9': kills,
    written: writes.written(),
    'kinds of write': writes.procedures.size,
    'without an answer': writes.outcomes.get('none') ?? 0,
    'transactions rolled back': await place.postgres.rollbacks(),
    differences: broken.length,
  })
  expect(
    [...writes.outcomes.keys()].filter((outcome) => outcome.startsWith('5') && outcome !== '503'),
  ).toEqual([])
  expect(writes.procedures.size).toBeGreaterThan(10)
  expect(broken).toEqual([])
})
