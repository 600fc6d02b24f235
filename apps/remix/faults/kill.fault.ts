import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { brokenInvariants, ownerGone } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operators, type StartedService, startedService } from '../server/testing.ts'
import { recordedPayments, startPayments } from './load/payments-stream.ts'
import { report } from './report.ts'
import { serverPid } from './service-process.ts'

/** kill -9 of the server, again and again, while clients pay. */

const folder = mkdtempSync(join(tmpdir(), 'streaming-kill-'))
const environment = { DATA_DIR: folder, RATE_LIMIT: '0' }
const kills = 20
let service: StartedService
let key = ''

beforeAll(async () => {
  service = await startedService(environment)
  key = await operators(folder, 'create-key', '--name', 'payments', '--role', 'admin')
})
afterAll(async () => {
  await service.stop()
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
})

test('after 20 times kill -9 each acknowledged payment exists exactly once', async () => {
  const stream = startPayments(() => service.origin, key, 8)
  for (let kill = 0; kill < kills; kill++) {
    const pid = await serverPid(service)
    const before = stream.acknowledged.size
    // Not before it works, and then at another moment of it each time.
    while (stream.acknowledged.size < before + 5) await delay(10)
    await delay(17 * kill)
    process.kill(pid, 'SIGKILL')
    service = await startedService(environment)
  }
  await stream.stop()
  const recorded = await recordedPayments(service.origin, key)
  const broken = await brokenInvariants({ DATA_DIR: folder })
  report('kill -9', {
    kills,
    'payments acknowledged': stream.acknowledged.size,
    'requests without an answer': stream.outcomes.get('none') ?? 0,
    lost: [...stream.acknowledged.values()].filter((id) => !recorded.includes(id)).length,
    doubled: recorded.length - new Set(recorded).size,
    'recorded but never acknowledged': recorded.length - stream.acknowledged.size,
  })
  expect(stream.outcomes.get('none') ?? 0).toBeGreaterThanOrEqual(kills)
  expect(recorded.sort()).toEqual([...stream.acknowledged.values()].sort())
  expect(new Set(stream.acknowledged.values()).size).toBe(stream.acknowledged.size)
  expect(broken).toEqual([])
})
