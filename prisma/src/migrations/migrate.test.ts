import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { verifyRollups } from '../rollups/index.ts'
import { openTestDatabase } from '../testing/index.ts'
import { isCurrent, migrate, migrationStatus, migrationsFolder } from './migrate.ts'

const { url, execute } = await openTestDatabase()
let schemas = 0
let folder: string
let database: Database

// A schema of its own is an empty database to the runner: its SQL names no schema.
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'streaming-migrations-'))
  const schema = `migrate_${++schemas}`
  await execute(`CREATE SCHEMA ${schema}`)
  database = await connect({
    DATABASE_URL: inSchema(schema),
    DATA_DIR: '',
  })
})
afterEach(async () => {
  await database.close()
  await execute(`DROP SCHEMA migrate_${schemas} CASCADE`)
  rmSync(folder, { recursive: true })
})

function inSchema(name: string): string {
  const own = new URL(url)
  own.searchParams.set('options', `-c search_path=${name}`)
  return own.href
}

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

test('the project’s migrations build an empty database, and a second run applies nothing', async () => {
  expect(isCurrent(await migrationStatus(database))).toBe(false)
  expect(await migrate(database)).toEqual([
    '20261123000000_six_tables',
    '20261124000000_operations',
    '20261124120000_rollups',
    '20261124180000_simulations',
    '20261124200000_title_months',
    '20261124220000_progress_order',
    '20261124230000_recommendations',
    '20261126000000_rating_order',
    '20261126120000_title_words',
    '20261126150000_type_ids',
    '20261126180000_popular_order',
    '20261128000000_watch_plans',
    '20261129000000_trials',
    '20261129120000_training_progress',
    '20261130000000_delta_minutes',
    '20261130060000_audit_trail_key',
    '20261130120000_attempts',
    '20261201000000_rebuild_lease',
    '20261202000000_customers',
    '20261203000000_viewing',
    '20261204000000_true_values',
    '20261205000000_cohort_watches',
    '20261206000000_events',
  ])
  expect(isCurrent(await migrationStatus(database))).toBe(true)
  expect(await migrate(database)).toEqual([])
})

test('a database filled before there were rollups has exact ones after', async () => {
  for (const name of ['20261123000000_six_tables', '20261124000000_operations'])
    cpSync(join(migrationsFolder, name), join(folder, name), { recursive: true })
  await migrate(database, folder)
  for (const sql of [
    "INSERT INTO subscriptions (subscription_id, name, price, features) VALUES (1, 'Basic', 9.99, ''), (2, 'Premium', 14.99, '')",
    "INSERT INTO users (user_id, name, email, password, subscription_id) VALUES (1, 'A', 'a@example.com', '$', 1), (2, 'B', 'b@example.com', '$', 2)",
    "INSERT INTO content (content_id, title, genre, release_year, content_type, rating) VALUES (1, 'T', 'Drama', 2020, 'Film', 5)",
    "INSERT INTO watchhistory (user_id, content_id, watched_on, progress) VALUES (1, 1, '2024-08-31T23:59:59Z', 0), (1, 1, '2024-09-01Z', 90), (2, 1, '2024-09-01Z', 50.5)",
    "INSERT INTO reviews (content_id, user_id, rating, review_text) VALUES (1, 2, 9, '')",
    "INSERT INTO paymenthistory (user_id, amount, payment_date, method, status) VALUES (2, 14.99, '2024-09-01Z', 'PayPal', 'succeeded'), (1, 9.99, '2024-09-01Z', 'PayPal', 'failed')",
  ])
    await database.execute(sql)
  await migrate(database)
  const checks = await database.snapshot((query) => verifyRollups(query))
  expect(checks.filter(({ differences }) => differences > 0)).toEqual([])
  expect(checks.map(({ rows }) => rows)).toEqual([
    3, 3, 2, 3, 3, 2, 3, 3, 1, 0, 1, 1, 2, 1, 2, 2, 1, 4, 1, 1, 2, 8, 2, 0,
  ])
})

test('a migration that changes rollups counts as failed until they are made anew', async () => {
  write('1_sums', '-- Rollups are made anew after it.\nCREATE TABLE IF NOT EXISTS one (n INT4);')
  write('2_two', 'CREATE TABLE IF NOT EXISTS two (n INT4);')
  // This folder makes no rollups, so that there is none to fill.
  await expect(migrate(database, folder)).rejects.toThrow('watch_title_days')
  expect(await migrationStatus(database, folder)).toEqual([
    { name: '1_sums', state: 'failed' },
    { name: '2_two', state: 'applied' },
  ])
  for (const name of readdirSync(migrationsFolder))
    cpSync(join(migrationsFolder, name), join(folder, name), { recursive: true })
  const told: string[] = []
  expect(await migrate(database, folder, (name) => told.push(name))).toContain('1_sums')
  expect(told).toContain('customer_days')
  expect(isCurrent(await migrationStatus(database, folder))).toBe(true)
})

test('records a migration as Prisma does', async () => {
  write('1_one', 'CREATE TABLE IF NOT EXISTS one (n INT4);')
  await migrate(database, folder)
  const { rows } = await database.execute(
    '/* every column: as Prisma has them */ SELECT * FROM _prisma_migrations',
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    // printf '%s' 'CREATE TABLE IF NOT EXISTS one (n INT4);' | sha256sum
    checksum: '1bbbf8a51b4ad363db0ee43431b6c8a896bbc83605b9d6c112fe94d9f57a932c',
    migration_name: '1_one',
    logs: null,
    rolled_back_at: null,
    applied_steps_count: 1,
    finished_at: expect.any(Date),
  })
})

test('a migration that failed half way says where, and runs again once it is mended', async () => {
  write(
    '1_half',
    'CREATE TABLE IF NOT EXISTS first (n INT4);\nCREATE TABLE IF NOT EXISTS second (n /* only none: there is no such type */ NOTYPE);',
  )
  await expect(migrate(database, folder)).rejects.toThrow(
    /Migration 1_half failed: type "notype" does not exist\nCREATE TABLE IF NOT EXISTS second/,
  )
  expect(await migrationStatus(database, folder)).toEqual([{ name: '1_half', state: 'failed' }])
  write('1_half', 'CREATE TABLE IF NOT EXISTS first (n INT4);\nCREATE TABLE IF NOT EXISTS second (n INT4);')
  expect(await migrate(database, folder)).toEqual(['1_half'])
  expect((await database.execute('SELECT COUNT(*)::INT4 AS n FROM second')).rows).toEqual([{ n: 0 }])
})

test('tells applied, edited, pending and unknown migrations apart', async () => {
  write('1_one', 'CREATE TABLE IF NOT EXISTS one (n INT4);')
  write('2_two', 'CREATE TABLE IF NOT EXISTS two (n INT4);')
  write('3_gone', 'CREATE TABLE IF NOT EXISTS gone (n INT4);')
  await migrate(database, folder)
  write('2_two', 'CREATE TABLE IF NOT EXISTS two (n INT8);')
  write('4_new', 'CREATE TABLE IF NOT EXISTS new (n INT4);')
  rmSync(join(folder, '3_gone'), { recursive: true })
  expect(await migrationStatus(database, folder)).toEqual([
    { name: '1_one', state: 'applied' },
    { name: '2_two', state: 'edited' },
    { name: '4_new', state: 'pending' },
    { name: '3_gone', state: 'unknown' },
  ])
})

test('programs that migrate in the same moment apply each migration once', async () => {
  write('1_one', 'CREATE TABLE IF NOT EXISTS one (n INT4);')
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database, folder)))
  expect(applied.flat()).toEqual(['1_one'])
  expect((await database.execute('SELECT migration_name FROM _prisma_migrations')).rows).toHaveLength(1)
})
