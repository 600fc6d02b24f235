import { afterAll, expect, test } from 'vitest'
import { connect } from '../database/connect.ts'
import { factNames } from '../rollups/facts.ts'
import { openTestDatabase } from '../testing/index.ts'
import { applyCockroachdbSettings, cockroachdbSettings } from './apply-cockroachdb-settings.ts'

/** What a server that is no CockroachDB can show: which statements there are, and how an end of each kind is told. */

const database = await openTestDatabase()
const role = `poor_${process.pid}`
await database.execute(`CREATE ROLE ${role} LOGIN`)
const url = new URL(database.url)
url.username = role
const poor = await connect({ DATABASE_URL: url.href, DATA_DIR: '' })
afterAll(async () => {
  await poor.close()
  await database.execute(`DROP ROLE ${role}`)
})

const setting = 'ALTER TABLE watch_deltas SET (fillfactor = 90)'

test('each table is unlocked before its zone is changed', () => {
  const statements = cockroachdbSettings()
  const configured = statements.flatMap((statement, at) => {
    const table = /ALTER TABLE (\w+) CONFIGURE ZONE/.exec(statement)?.[1]
    return table === undefined ? [] : [{ table, before: statements[at - 1] }]
  })
  expect(configured.map(({ table }) => table)).toEqual(factNames.map((fact) => `${fact}_deltas`))
  for (const { table, before } of configured)
    expect(before).toMatch(new RegExp(`ALTER TABLE ${table} SET \\(schema_locked = false\\)$`))
})

test('they are applied, and a second time too', async () => {
  for (const _ of [1, 2])
    expect(await applyCockroachdbSettings(database, [setting])).toEqual(['applied  prisma/cockroachdb.sql'])
})

test('what is refused is named with its reason, and the rest is applied', async () => {
  expect(
    await applyCockroachdbSettings(poor, [setting, 'ALTER TABLE none SET (fillfactor = 90)', 'SELECT 1']),
  ).toEqual([
    `skipped  ${setting}: must be owner of table watch_deltas`,
    'skipped  ALTER TABLE none SET (fillfactor = 90): relation "none" does not exist',
    'Of prisma/cockroachdb.sql, which makes answers faster while there are writes, the rest is applied. Let an administrator run it.',
  ])
})
