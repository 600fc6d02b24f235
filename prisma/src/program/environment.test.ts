import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { databaseSettings, parseEnvironment } from './environment.ts'

test('an empty setting counts as unset', () => {
  expect(parseEnvironment(databaseSettings, { DATABASE_URL: '', DATA_DIR: '' })).toEqual({
    DATA_DIR: resolve('.data'),
  })
})

test("CockroachDB's own scheme is PostgreSQL's to the driver", () => {
  const url = 'cockroachdb://root@localhost:26257/defaultdb?sslmode=verify-full'
  expect(parseEnvironment(databaseSettings, { DATABASE_URL: url }).DATABASE_URL).toBe(
    'postgresql://root@localhost:26257/defaultdb?sslmode=verify-full',
  )
})

test('a wrong DATABASE_URL is named and not repeated, since it may hold a password', () => {
  const parse = () => parseEnvironment(databaseSettings, { DATABASE_URL: 'mysql://root:secret@localhost/x' })
  expect(parse).toThrow(
    'Bad configuration. DATABASE_URL: expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
  )
  expect(parse).not.toThrow('secret')
})
