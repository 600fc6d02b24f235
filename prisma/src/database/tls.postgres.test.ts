import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '../generated/client.ts'
import { type PostgresServer, startPostgres } from '../testing/start-postgres.ts'
import { connect } from './connect.ts'

/** The TLS parameters of DATABASE_URL are honoured: a PostgreSQL that takes loopback connections with TLS. */

let server: PostgresServer
let port: number
let certificate = ''

beforeAll(async () => {
  port = await freePort()
  server = await startPostgres({
    settings: [
      'ssl=on',
      'ssl_cert_file=../server.crt',
      'ssl_key_file=../server.key',
      'listen_addresses=127.0.0.1',
      `port=${port}`,
    ],
    prepare(folder) {
      certificate = join(folder, 'server.crt')
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '1',
          ...subject,
          '-keyout',
          join(folder, 'server.key'),
          '-out',
          certificate,
        ],
        { stdio: 'ignore' },
      )
    },
  })
})
afterAll(() => server.stop())

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return address !== null && typeof address === 'object' ? address.port : 0
}

const open = (parameters: string) =>
  connect({ DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/postgres?${parameters}`, DATA_DIR: '' })

test('verify-full with the right root certificate connects, encrypted', async () => {
  const database = await open(`sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`)
  const encrypted = Prisma.sql`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`
  expect(await database.query(encrypted, z.object({ ssl: z.boolean() }))).toEqual([{ ssl: true }])
  await database.close()
})

test('verify-full without it refuses a certificate of nobody known', async () => {
  await expect(open('sslmode=verify-full')).rejects.toThrow(
    `No connection to 127.0.0.1:${port}/postgres: self-signed certificate`,
  )
})

test('without TLS parameters the connection is plain', async () => {
  const database = await open('sslmode=disable')
  const encrypted = Prisma.sql`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`
  expect(await database.query(encrypted, z.object({ ssl: z.boolean() }))).toEqual([{ ssl: false }])
  await database.close()
})
