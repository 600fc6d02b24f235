import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerGone } from '@streaming/db/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { firstData } from './first-data.mjs'

const newest = readdirSync('prisma/migrations').sort().at(-1)
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'first-data-'))
  vi.stubEnv('DATA_DIR', folder)
  vi.stubEnv('DATABASE_URL', '')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  // The database's owner ends after the program that needed it, and writes until then.
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
})

const load = () => firstData(['--import', 'tsx'])
const marker = () => join(folder, 'pgdata', '.first-data')

test('the first start loads the data and notes the newest migration in the database’s folder', async () => {
  await load()
  expect(readFileSync(marker(), 'utf8')).toBe(newest)
  expect(existsSync(join(folder, 'pgdata', 'PG_VERSION'))).toBe(true)
}, 120_000)

test('a start after a newer migration came looks at the database, the next one does not', async () => {
  mkdirSync(join(folder, 'pgdata'))
  writeFileSync(marker(), newest ?? '')
  await load()
  expect(readdirSync(folder)).toEqual(['pgdata'])

  rmSync(join(folder, 'pgdata'), { recursive: true })
  await load()
  writeFileSync(marker(), '20000101000000_older')
  await load()
  expect(readFileSync(marker(), 'utf8')).toBe(newest)
}, 120_000)

test('a database of somebody’s is not touched', async () => {
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1:1/nowhere')
  await load()
  expect(readdirSync(folder)).toEqual([])
})
