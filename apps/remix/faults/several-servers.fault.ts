import { setTimeout as delay } from 'node:timers/promises'
import { brokenInvariants } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { operators, type StartedService, signIn, startedService } from '../server/testing.ts'
import { startMixedWrites } from './load/mixed-writes.ts'
import { type PostgresService, startPostgresService } from './postgres-service.ts'
import { report } from './report.ts'
import { serverPid } from './service-process.ts'

/** Three servers on one PostgreSQL, all of which fold and train, and of which one is killed again and again. */

const connections = 15
const kills = 5
const email = 'admin@several.example'
let place: PostgresService
let environment: Record<string, string>
let servers: StartedService[]
/** Those that were killed, too. */
const started: StartedService[] = []
let password = ''

beforeAll(async () => {
  place = await startPostgresService()
  await place.service.stop()
  environment = {
    DATABASE_URL: place.postgres.url,
    DATA_DIR: place.folder,
    RATE_LIMIT: '0',
    TRAIN_EVERY_HOURS: '24',
  }
  password = await operators(environment, 'create', '--name', 'Several', '--email', email, '--role', 'admin')
  servers = await Promise.all([1, 2, 3].map(start))
})
afterAll(async () => {
  for (const server of servers) await server.stop()
  await place.stop()
})

async function start(): Promise<StartedService> {
  const server = await startedService(environment)
  started.push(server)
  return server
}

const originOf = (index: number) => servers[index % servers.length]?.origin ?? ''

async function statusOf(index: number, path: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${originOf(index)}${path}`, { headers })
  await response.arrayBuffer()
  return response.status
}

async function modelVersion(index: number): Promise<string | undefined> {
  const response = await fetch(`${originOf(index)}/api/recommendation-model`, {
    headers: { authorization: `Bearer ${place.key}` },
  })
  const { model } = z
    .object({ model: z.object({ model_version: z.string() }).nullable() })
    .parse(await response.json())
  return model?.model_version
}

test('mixed writes over three servers, of which one is killed, leave every sum exact, and one of them trains', async () => {
  const writes = startMixedWrites(originOf, place.key, connections)
  for (let kill = 0; kill < kills; kill++) {
    const before = writes.written()
    while (writes.written() < before + 300) await delay(10)
    await delay(29 * kill)
    const [third] = servers.slice(2)
    if (third === undefined) throw new Error('there are three servers')
    process.kill(await serverPid(third), 'SIGKILL')
    servers[2] = await start()
  }
  await writes.stop()
  await expect.poll(() => modelVersion(0), { timeout: 60_000 }).toBeDefined()
  const versions = await Promise.all([0, 1, 2].map(modelVersion))
  const broken = await brokenInvariants({ DATABASE_URL: place.postgres.url, DATA_DIR: '' })
  report('three servers on one PostgreSQL', {
    connections,
    'kill -9 of the third': kills,
    written: writes.written(),
    'without an answer': writes.outcomes.get('none') ?? 0,
    'transactions rolled back': await place.postgres.rollbacks(),
    differences: broken.length,
  })
  expect(
    [...writes.outcomes.keys()].filter((outcome) => outcome.startsWith('5') && outcome !== '503'),
  ).toEqual([])
  expect(new Set(versions)).toEqual(new Set([versions[0]]))
  const trainings = started.map((server) => server.said().split('the recommender was trained').length - 1)
  expect(trainings.reduce((sum, count) => sum + count)).toBe(1)
  expect(broken).toEqual([])
})

test('a session, a key and its end hold on each of them', async () => {
  const cookie = await signIn(originOf(0), email, password)
  for (const index of [0, 1, 2]) expect(await statusOf(index, '/api/users?limit=1', { cookie })).toBe(200)
  const key = await operators(environment, 'create-key', '--name', 'several', '--role', 'analyst')
  const authorization = `Bearer ${key}`
  for (const index of [0, 1, 2])
    expect(await statusOf(index, '/api/users?limit=1', { authorization })).toBe(200)

  await fetch(`${originOf(1)}/sign-out`, {
    method: 'POST',
    headers: { cookie, origin: originOf(1) },
    redirect: 'manual',
  })
  const listed = await operators(environment, 'list-keys')
  const id = /^(\d+)\s+analyst\s+several\b/m.exec(listed)?.[1] ?? ''
  await operators(environment, 'revoke-key', '--id', id)
  for (const index of [0, 1, 2]) {
    expect(await statusOf(index, '/api/users?limit=1', { cookie })).toBe(401)
    expect(await statusOf(index, '/api/users?limit=1', { authorization })).toBe(401)
  }
})

test('failures to sign in count on all of them together', async () => {
  const attempt = async (index: number) => {
    const response = await fetch(`${originOf(index)}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'nobody@several.example', password: 'wrong' }),
      redirect: 'manual',
    })
    await response.arrayBuffer()
    return response.status
  }
  const statuses: number[] = []
  for (let index = 0; index < 6; index++) statuses.push(await attempt(index))
  expect(statuses.at(-1)).toBe(429)
  expect(statuses.slice(0, 5)).not.toContain(429)
})
