// @ts-check
/**
 * The embedded database gets its tables and the mock data at its first start, and the newest migrations at any; a
 * database of somebody's is left to them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node, required } from './processes.mjs'

/** @param {string[]} loader what Node needs to run TypeScript */
export async function firstData(loader) {
  if ((process.env.DATABASE_URL ?? '') !== '') return
  const newest = readdirSync(join('prisma', 'migrations')).sort().at(-1) ?? ''
  // Inside the database's own folder, so that it goes where that goes. It spares the next starts a look at the
  // database, which the server then opens itself.
  const database = join(process.env.DATA_DIR || '.data', 'pgdata')
  const marker = join(database, '.first-data')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === newest) return
  // The mock users' passwords are public: loaded where others reach the service, they let nobody in.
  const local = /^(|127(\.\d{1,3}){3}|\[?::1\]?|(.+\.)?localhost)$/i.test(process.env.HOST ?? '')
  const direct = ['', '0'].includes(process.env.TRUST_PROXY ?? '')
  await required(() =>
    node([
      ...loader,
      'packages/seed/src/main.ts',
      '--if-empty',
      ...(local && direct ? [] : ['--lock-passwords']),
    ]),
  )
  writeFileSync(marker, newest)
}
