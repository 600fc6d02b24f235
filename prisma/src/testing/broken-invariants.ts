import { connect } from '../database/connect.ts'
import type { DatabaseSettings } from '../program/environment.ts'
import { factNames } from '../rollups/facts.ts'
import { verifyRollups } from '../rollups/index.ts'

/**
 * What must hold in any database, whatever was asked of the service; each query finds what breaks it.
 * The database's own constraints forbid some of it too: this does not rely on them, nor on indexes being whole.
 */
const invariants: Record<string, string> = {
  'every user is on a plan':
    'SELECT u.user_id FROM users AS u LEFT JOIN subscriptions AS s ON s.subscription_id = u.subscription_id WHERE s.subscription_id IS NULL',
  'every watch has its user and title':
    'SELECT w.watch_id FROM watchhistory AS w LEFT JOIN users AS u ON u.user_id = w.user_id LEFT JOIN content AS c ON c.content_id = w.content_id WHERE u.user_id IS NULL OR c.content_id IS NULL',
  'every review has its user and title':
    'SELECT r.user_id FROM reviews AS r LEFT JOIN users AS u ON u.user_id = r.user_id LEFT JOIN content AS c ON c.content_id = r.content_id WHERE u.user_id IS NULL OR c.content_id IS NULL',
  'every payment has its user':
    'SELECT p.payment_id FROM paymenthistory AS p LEFT JOIN users AS u ON u.user_id = p.user_id WHERE u.user_id IS NULL',
  'no more is refunded than was paid':
    "SELECT payment_id FROM paymenthistory WHERE refunded_amount > amount OR refunded_amount < 0 OR (status = 'failed' AND refunded_amount > 0)",
  'no delta stands before its fact’s bound': factNames
    .map(
      (fact) =>
        `SELECT minute FROM ${fact}_deltas WHERE minute < (SELECT minute FROM delta_bounds WHERE fact = '${fact}')`,
    )
    .join(' UNION ALL '),
  'progress is 0 to 100': 'SELECT watch_id FROM watchhistory WHERE progress < 0 OR progress > 100',
  'ratings are 0 to 10':
    'SELECT content_id FROM content WHERE rating < 0 OR rating > 10 UNION ALL SELECT content_id FROM reviews WHERE rating < 0 OR rating > 10',
  'an e-mail is one person’s':
    'SELECT email FROM (SELECT email FROM users UNION ALL SELECT email FROM operators) AS e GROUP BY email HAVING COUNT(*) > 1',
  'a password is a hash': "SELECT email FROM users WHERE password NOT LIKE '$%'",
  'every idempotency key has its answer': "SELECT idempotency_key FROM idempotency_keys WHERE answer = ''",
  'no payment has two audit entries of its making':
    "SELECT a.entity_id FROM audit_trail AS a WHERE a.action = 'payments.create' GROUP BY a.entity_id HAVING COUNT(*) > 1",
  'every payment that the audit trail says was made is there, unless it says that it was deleted': `
    SELECT a.entity_id FROM audit_trail AS a
    LEFT JOIN paymenthistory AS p ON p.user_id::TEXT || '/' || p.payment_id::TEXT = a.entity_id
    WHERE a.action = 'payments.create' AND p.payment_id IS NULL AND NOT EXISTS (
      SELECT 1 FROM audit_trail AS d WHERE d.action = 'payments.delete' AND d.entity_id = a.entity_id)`,
  'no more payments lack an audit entry than the mock data has': `
    SELECT COUNT(*) AS n FROM paymenthistory AS p
    LEFT JOIN audit_trail AS a ON a.action = 'payments.create'
      AND a.entity_id = p.user_id::TEXT || '/' || p.payment_id::TEXT
    WHERE a.audit_id IS NULL HAVING COUNT(*) > 100`,
}

/** @returns the invariants that do not hold, with how many rows break each; none if all is well */
export async function brokenInvariants(settings: DatabaseSettings): Promise<string[]> {
  const database = await connect(settings)
  try {
    const broken: string[] = []
    for (const [name, sql] of Object.entries(invariants)) {
      const { rows } = await database.execute(sql)
      if (rows.length > 0) broken.push(`${name}: ${rows.length}`)
    }
    const checks = await database.snapshot((query) => verifyRollups(query))
    for (const { rollup, differences, examples } of checks)
      if (differences > 0) broken.push(`${rollup} sums what the tables hold: ${differences}, ${examples}`)
    return broken
  } finally {
    await database.close()
  }
}
