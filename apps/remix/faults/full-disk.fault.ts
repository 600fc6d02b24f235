import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brokenInvariants, ownerGone } from '@streaming/trpc-router/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { operators, type StartedService, startedService } from '../server/testing.ts'
import { report } from './report.ts'

/** The embedded database on a disk of its own, a small one in memory, that something else fills. Mounting it needs root. */

const megabyte = 1 << 20
const disk = mkdtempSync(join(tmpdir(), 'streaming-full-'))
const folder = join(disk, 'data')
const filler = join(disk, 'filler')
let service: StartedService
let key = ''

beforeAll(async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk])
  service = await startedService({ DATA_DIR: folder, RATE_LIMIT: '0' })
  key = await operators(folder, 'create-key', '--name', 'full', '--role', 'admin')
})
afterAll(async () => {
  await service.stop()
  await ownerGone(folder)
  // The owner has let go of its lock, and has its files open for some milliseconds more.
  await vi.waitFor(() => execFileSync('umount', [disk]), { timeout: 30_000 })
  rmSync(disk, { recursive: true })
})

const items = Array.from({ length: 2_500 }, (_, at) => ({
  user_id: '1',
  content_id: String(1 + (at % 100)),
  progress: at % 100,
}))

async function record(): Promise<{ status: number; message: string; ms: number }> {
  const begin = performance.now()
  const response = await fetch(`${service.origin}/api/watch-history/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  })
  const { message = '' }: { message?: string } = await response.json()
  return { status: response.status, message, ms: performance.now() - begin }
}

async function watches(): Promise<number> {
  const response = await fetch(`${service.origin}/api/watch-history-genre`, {
    headers: { authorization: `Bearer ${key}` },
  })
  expect(response.status).toBe(200)
  const rows: { watch_count: number }[] = await response.json()
  return rows.reduce((sum, { watch_count }) => sum + watch_count, 0)
}

function fill(): void {
  const { bavail, bsize } = statfsSync(disk)
  // Nine megabytes are left, as when this was first seen.
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 9 * megabyte))
}

test('a full disk is told at once, reading goes on, and writing comes back when there is room; nothing is lost', async () => {
  expect((await record()).status).toBe(201)
  let recorded = 1
  const before = await watches()
  const refused: number[] = []
  for (let round = 0; round < 3; round++) {
    fill()
    for (let attempt = 0; attempt < 5; attempt++) {
      const { status, message, ms } = await record()
      expect([status, message]).toEqual([
        503,
        'The database takes no changes now: its disk is full. Nothing was written; reading goes on.',
      ])
      refused.push(ms)
      expect(await watches()).toBe(before + (recorded - 1) * items.length)
    }
    unlinkSync(filler)
    await vi.waitFor(async () => expect((await record()).status).toBe(201), { timeout: 5_000 })
    recorded++
  }
  expect(await watches()).toBe(before + (recorded - 1) * items.length)
  report('full disk', {
    'times full': 3,
    'writes refused': refused.length,
    'slowest refusal, ms': Math.round(Math.max(...refused)),
    'batches recorded': recorded,
  })
  expect(await brokenInvariants({ DATA_DIR: folder })).toEqual([])
})

test('a server on a full disk ends when it is asked to', async () => {
  fill()
  expect((await record()).status).toBe(503)
  await service.stop()
  await ownerGone(folder)
  unlinkSync(filler)
  service = await startedService({ DATA_DIR: folder, RATE_LIMIT: '0' })
  expect(await watches()).toBeGreaterThan(0)
})
