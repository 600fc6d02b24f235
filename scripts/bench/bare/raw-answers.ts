import { Prisma } from '@streaming/db'

export type RawQuestion =
  | 'subscriptions'
  | 'topContent'
  | 'popularContentOverTime'
  | 'revenueTrends'
  | 'userStats'
  | 'paymentsTrend'
  | 'watchHistoryGenre'
  | 'popularContentTrend'
  | 'paymentMethodDistribution'

type Input = Readonly<Record<string, string | number>>

const none = Prisma.sql`TRUE`

function all(...predicates: Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([none, ...predicates], ' AND ')
}

const titles = ({ genre, content_type }: Input) =>
  all(
    genre === undefined ? none : Prisma.sql`lower(c.genre) = lower(${genre}::TEXT)`,
    content_type === undefined ? none : Prisma.sql`lower(c.content_type) = lower(${content_type}::TEXT)`,
  )
const onPlan = ({ plan }: Input) =>
  plan === undefined ? none : Prisma.sql`lower(s.name) = lower(${plan}::TEXT)`
const during = ({ start_date, end_date }: Input, column: string) =>
  all(
    start_date === undefined ? none : Prisma.sql`${Prisma.raw(column)} >= ${start_date}::DATE`,
    end_date === undefined ? none : Prisma.sql`${Prisma.raw(column)} < ${end_date}::DATE + 1`,
  )

/** Watches with title, and with the plan that they were made on where it is asked for. */
const watches = (input: Input) => Prisma.sql`
  watchhistory AS w JOIN content AS c ON c.content_id = w.content_id
  ${
    input.plan === undefined
      ? Prisma.empty
      : Prisma.sql`JOIN subscriptions AS s ON s.subscription_id = w.subscription_id`
  }`
const payments = (input: Input) => Prisma.sql`
  paymenthistory AS p
  ${input.plan === undefined ? Prisma.empty : Prisma.sql`JOIN subscriptions AS s ON s.subscription_id = p.subscription_id`}
  WHERE p.status <> 'failed' AND p.amount > 0 AND ${onPlan(input)} AND ${during(input, 'p.payment_date')}`
const kept = Prisma.sql`SUM(p.amount - p.refunded_amount)::DECIMAL(18, 2)`

/**
 * The answer by SQL on the tables of events, as one would write it without sums kept beside them. Sessions are in UTC.
 * @returns undefined where our own answer reads those tables
 */
export function rawAnswer(name: RawQuestion, input: Input): Prisma.Sql | undefined {
  switch (name) {
    case 'subscriptions':
      return Prisma.sql`
        SELECT s.name AS subscription, COUNT(u.user_id)::INT8 AS user_count
        FROM subscriptions AS s LEFT JOIN users AS u ON u.subscription_id = s.subscription_id
        GROUP BY s.subscription_id, s.name ORDER BY user_count DESC, s.name COLLATE "C"`
    case 'topContent':
      return Prisma.sql`
        SELECT c.content_id::TEXT AS content_id, c.title, c.genre, c.content_type, c.release_year, c.rating,
          COUNT(r.user_id)::INT8 AS review_count
        FROM content AS c LEFT JOIN reviews AS r ON r.content_id = c.content_id
        WHERE ${titles(input)} GROUP BY c.content_id
        ORDER BY c.rating DESC, c.title COLLATE "C", c.content_id LIMIT 10`
    case 'popularContentOverTime':
      return Prisma.sql`
        SELECT ${input.month}::TEXT AS month, c.content_id::TEXT AS content_id, c.title, c.genre,
          SUM(w.progress) AS total_progress, COUNT(*)::INT8 AS watch_count, ROUND(AVG(w.progress), 2) AS average_progress
        FROM ${watches(input)}
        WHERE w.watched_on >= ${`${input.month}-01`}::DATE
          AND w.watched_on < ${`${input.month}-01`}::DATE + INTERVAL '1 month' AND ${titles(input)} AND ${onPlan(input)}
        GROUP BY c.content_id
        ORDER BY total_progress DESC, watch_count DESC, c.content_id LIMIT 10`
    case 'revenueTrends':
      return Prisma.sql`
        SELECT to_char(date_trunc(${input.granularity ?? 'month'}::TEXT, p.payment_date), 'YYYY-MM-DD') AS date,
          ${kept} AS revenue, COUNT(*)::INT8 AS payments
        FROM ${payments(input)} GROUP BY 1 ORDER BY 1`
    case 'userStats':
      return undefined
    case 'paymentsTrend':
      return Prisma.sql`
        SELECT to_char(date_trunc('week', p.payment_date), 'YYYY-MM-DD') AS week, ${kept} AS total_revenue
        FROM ${payments(input)} GROUP BY 1 ORDER BY 1`
    case 'watchHistoryGenre':
      return Prisma.sql`
        SELECT c.genre, COUNT(*)::INT8 AS watch_count FROM ${watches(input)}
        WHERE ${titles(input)} AND ${onPlan(input)} AND ${during(input, 'w.watched_on')}
        GROUP BY c.genre ORDER BY watch_count DESC, c.genre COLLATE "C"`
    case 'popularContentTrend':
      return Prisma.sql`
        SELECT to_char(month, 'YYYY-MM') AS month, title, watch_count FROM (
          SELECT t.*, ROW_NUMBER() OVER (
            PARTITION BY month ORDER BY watch_count DESC, title COLLATE "C", content_id) AS place
          FROM (
            SELECT date_trunc('month', w.watched_on) AS month, c.content_id, c.title, COUNT(*)::INT8 AS watch_count
            FROM ${watches(input)}
            WHERE ${titles(input)} AND ${onPlan(input)} AND ${during(input, 'w.watched_on')}
            GROUP BY 1, c.content_id
          ) AS t
        ) AS ranked WHERE place <= ${input.limit}::INT8 ORDER BY ranked.month, place`
    case 'paymentMethodDistribution':
      return Prisma.sql`
        SELECT p.method, COUNT(*)::INT8 AS count FROM ${payments(input)}
        GROUP BY p.method ORDER BY count DESC, p.method COLLATE "C"`
  }
}
