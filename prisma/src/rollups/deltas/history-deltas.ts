import { Prisma } from '../../generated/client.ts'
import { facts, factsOfHistories, type HistoryFactName, measureType } from '../facts.ts'
import { insertDeltas } from './delta-tables.ts'
import type { RowChange } from './row-change.ts'

const columns = Prisma.raw(
  [
    'payment_id',
    'user_id',
    'subscription_id',
    'amount',
    'refunded_amount',
    'status',
    'method',
    'payment_date',
  ]
    .map((column) => `p.${column}`)
    .join(', '),
)

/**
 * The statement that adds what changes of payments make of a fact that all payments of a user tell: their facts by the payments that are
 * there now, less those by the payments that were there before, which are those now without what came and with what went.
 * @param changes whole rows of paymenthistory, of payments that are already written or gone
 */
export function historyDeltas(fact: HistoryFactName, changes: readonly RowChange[]): Prisma.Sql {
  const { keys, measures } = facts[fact]
  const changed = (name: 'came' | 'went', sign: 1 | -1) => {
    const rows = changes.filter((change) => change.sign === sign).map((change) => change.rows)
    const none = Prisma.sql`SELECT ${columns} FROM paymenthistory AS p WHERE FALSE`
    const queries = rows.map((each) => Prisma.sql`SELECT ${columns} FROM ${each} AS p`)
    return Prisma.sql`${Prisma.raw(name)} AS (${Prisma.join(queries.length > 0 ? queries : [none], ' UNION ALL ')})`
  }
  const signed = (payments: 'now' | 'before', sign: '' | '-') => Prisma.sql`
    SELECT ${Prisma.raw([...keys, ...measures.map((measure) => `${sign}${measure} AS ${measure}`)].join(', '))}
    FROM (${factsOfHistories[fact](Prisma.raw(payments))}) AS f`
  const sums = Prisma.join(
    measures.map(
      (measure) =>
        Prisma.sql`SUM(d.${Prisma.raw(measure)})::${measureType(measure)} AS ${Prisma.raw(measure)}`,
    ),
  )
  const of = (names: readonly string[], write: (name: string) => string, by = ', ') =>
    Prisma.raw(names.map(write).join(by))
  return insertDeltas(
    fact,
    Prisma.sql`
      WITH ${changed('came', 1)}, ${changed('went', -1)},
      now AS (
        SELECT ${columns} FROM paymenthistory AS p
        WHERE p.user_id IN (SELECT came.user_id FROM came UNION ALL SELECT went.user_id FROM went)
      ),
      before AS (
        SELECT ${columns} FROM now AS p
        WHERE NOT EXISTS (SELECT 1 FROM came AS c WHERE c.user_id = p.user_id AND c.payment_id = p.payment_id)
        UNION ALL SELECT ${columns} FROM went AS p
      )
      SELECT ${of(keys, (key) => `d.${key}`)}, ${sums}
      FROM (${signed('now', '')} UNION ALL ${signed('before', '-')}) AS d
      GROUP BY ${of(keys, (key) => `d.${key}`)}
      HAVING ${of(measures, (measure) => `SUM(d.${measure}) <> 0`, ' OR ')}`,
  )
}
