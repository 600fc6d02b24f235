import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeOwnership } from './owner-lock.ts'

let folder: string
const processes: ChildProcess[] = []
const socket = '/nowhere/socket'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streaming-lock-'))
})
afterEach(() => {
  for (const child of processes.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const contender = `
  const { takeOwnership } = await import(process.argv[1])
  const outcome = await takeOwnership(process.argv[2], '/nowhere/socket')
  process.stdout.write(outcome.held ? 'held' : 'refused')
  if (outcome.held) setInterval(() => {}, 1000)
`

/** A process of its own that tries to become owner, and if it does, stays. */
function contend(): { child: ChildProcess; outcome: Promise<string> } {
  const module = new URL('./owner-lock.ts', import.meta.url).href
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    contender,
    module,
    folder,
  ])
  processes.push(child)
  return { child, outcome: once(child.stdout, 'data').then(([data]) => String(data)) }
}

test('one of eight processes that start in the same moment becomes owner', async () => {
  const contenders = Array.from({ length: 8 }, contend)
  const outcomes = await Promise.all(contenders.map(({ outcome }) => outcome))
  expect(outcomes.sort()).toEqual(['held', ...Array(7).fill('refused')])
})

test('an owner that was killed is succeeded, and by one process only', async () => {
  const first = contend()
  expect(await first.outcome).toBe('held')
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => contend().outcome))
  expect(outcomes.sort()).toEqual(['held', 'refused', 'refused', 'refused'])
})

test('says who the owner is', async () => {
  const first = contend()
  await first.outcome
  expect(await takeOwnership(folder, socket)).toMatchObject({
    held: false,
    owner: { pid: first.child.pid, socket },
  })
})

test('a released folder can be taken again, and leaves one lock file', async () => {
  for (let round = 0; round < 3; round++) {
    const lock = await takeOwnership(folder, socket)
    if (!lock.held) throw new Error('refused')
    lock.release()
  }
  expect(readdirSync(folder)).toEqual(['owner-3.lock'])
})

test('a process id that now belongs to another program does not count as the owner', async () => {
  const lock = await takeOwnership(folder, socket)
  expect(lock.held).toBe(true)
  const reused = { pid: process.pid, started: '1', realm: '', socket }
  writeFileSync(join(folder, 'owner-9.lock'), JSON.stringify(reused))
  expect(await takeOwnership(folder, socket)).toMatchObject({ held: true })
})
