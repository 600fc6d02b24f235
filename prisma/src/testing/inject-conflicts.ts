import pg from 'pg'

/**
 * A setup file of vitest: one statement in thirty, and one COMMIT in thirty, is refused by the database for another transaction's sake
 * (40001), as CockroachDB may refuse any of them and as the embedded database, which has one session, never does. The server itself
 * raises it, so that its transaction is aborted as by a true conflict, and the error comes by the driver's own way.
 */

const share = 1 / 30
/** A transaction is tried twelve times: fewer refusals between two COMMITs, of whomever, are enough. */
const mostBetweenCommits = 4
const conflict = `DO $$ BEGIN RAISE EXCEPTION 'restart transaction: injected' USING ERRCODE = '40001'; END $$`
/** What no database refuses so, or what is not run again: the end and the settings of a transaction, a test's own database, and asking who answers. */
const spared = /^\s*(BEGIN|ROLLBACK|SET|CREATE DATABASE|DROP DATABASE|SELECT TRUE$|SELECT version\(\))/i

let state = Number(process.env.TEST_SEED ?? 1)
let sinceCommit = 0
const counts = { statements: 0, commits: 0 }

/** How many were refused so far in this test file. */
export function injectedConflicts(): Readonly<typeof counts> {
  return counts
}

/** Uniform on [0, 1): the additive sequence of the golden ratio's 32 bits, mixed (splitmix32). */
function random(): number {
  state = (state + 0x9e3779b9) | 0
  let mixed = state ^ (state >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  mixed ^= mixed >>> 15
  return (mixed >>> 0) / 2 ** 32
}

/** @returns what is sent instead of a statement: the same, or what the server refuses */
function sent(text: string): string {
  if (spared.test(text)) return text
  const isCommit = /^\s*COMMIT/i.test(text)
  if (sinceCommit < mostBetweenCommits && random() < share) {
    counts[isCommit ? 'commits' : 'statements']++
    sinceCommit++
    // A COMMIT that is refused ends its transaction.
    return isCommit ? `ROLLBACK; ${conflict}` : conflict
  }
  if (isCommit) sinceCommit = 0
  return text
}

/** The arguments of `query`, with what is sent in place of their statement; streams, which COPY is sent by, are left alone. */
function argumentsSent(given: unknown[]): unknown[] {
  const [statement, ...rest] = given
  const isStream = statement instanceof Object && 'submit' in statement
  const text = statement instanceof Object && 'text' in statement ? statement.text : statement
  if (isStream || typeof text !== 'string') return given
  const other = sent(text)
  // Without values, with the callback where there is one.
  return other === text ? given : [{ text: other }, ...rest.filter((each) => typeof each === 'function')]
}

pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
  apply: (query, client, args) => Reflect.apply(query, client, argumentsSent(args)),
})
