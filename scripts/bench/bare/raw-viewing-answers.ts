import { Prisma } from '@streaming/db'

/** Answers about viewing by SQL on the table of watches, as one would write it without sums kept beside it. Sessions are in UTC. */

export type RawViewingQuestion =
  | 'viewingTrend'
  | 'viewingHours'
  | 'concurrentViewers'
  | 'activeUsers'
  | 'hoursPerUser'
  | 'usersAtRisk'
  | 'titleRanking'
  | 'catalogueHealth'
  | 'genreSupply'
  | 'titleCompletion'
  | 'titlePlans'

const watched = Prisma.sql`watchhistory AS w JOIN content AS c ON c.content_id = w.content_id`
const minutes = Prisma.sql`w.progress * COALESCE(c.runtime_minutes, 0) * 0.01`
const hours = Prisma.sql`ROUND(SUM(${minutes}) / 60, 2)`
const measures = Prisma.sql`
  COUNT(*) AS watches, ROUND(SUM(w.progress) * 0.01, 2) AS views, ${hours} AS hours,
  COUNT(*) FILTER (WHERE c.runtime_minutes IS NOT NULL) AS timed_watches, COUNT(*) FILTER (WHERE w.progress > 0) AS starters,
  COUNT(*) FILTER (WHERE w.progress >= 70) AS watchers, COUNT(*) FILTER (WHERE w.progress >= 90) AS completers,
  ROUND(COUNT(*) FILTER (WHERE w.progress >= 90)::DECIMAL / NULLIF(COUNT(*) FILTER (WHERE w.progress > 0), 0), 4) AS completion_rate`

/** @param input of the question, where its answer depends on it */
export function rawViewingAnswer(
  name: RawViewingQuestion,
  input: Record<string, string | number>,
): Prisma.Sql {
  const month = Prisma.sql`${`${input.month}-01`}::DATE`
  const title = Prisma.sql`${input.content_id}::INT8`
  switch (name) {
    case 'viewingTrend':
      return Prisma.sql`
        SELECT to_char(date_trunc('month', w.watched_on), 'YYYY-MM-DD') AS date, ${measures}
        FROM ${watched} GROUP BY 1 ORDER BY 1`
    case 'viewingHours':
      return Prisma.sql`
        SELECT h.weekday::INT4 AS weekday, h.hour::INT4 AS hour, h.watches, h.hours::FLOAT8 AS hours FROM (
          SELECT EXTRACT(ISODOW FROM w.watched_on AT TIME ZONE ${input.zone}) AS weekday,
            EXTRACT(HOUR FROM w.watched_on AT TIME ZONE ${input.zone}) AS hour, COUNT(*) AS watches, ${hours} AS hours
          FROM ${watched} GROUP BY 1, 2
        ) AS h ORDER BY 1, 2`
    case 'concurrentViewers':
      return Prisma.sql`
        WITH changes AS (
          SELECT CEIL(EXTRACT(EPOCH FROM w.watched_on) / 900)::INT8 AS quarter, 1 AS change
          FROM ${watched} WHERE c.runtime_minutes IS NOT NULL AND w.progress > 0
          UNION ALL
          SELECT CEIL((EXTRACT(EPOCH FROM w.watched_on) + w.progress * c.runtime_minutes * 0.6) / 900)::INT8, -1
          FROM ${watched} WHERE c.runtime_minutes IS NOT NULL AND w.progress > 0
        ), counts AS (
          SELECT quarter, SUM(SUM(change)) OVER (ORDER BY quarter) AS viewers FROM changes GROUP BY quarter
        )
        SELECT to_char(to_timestamp(quarter * 900), 'YYYY-MM-DD') AS date, MAX(viewers) AS peak_viewers
        FROM counts GROUP BY 1 HAVING MAX(viewers) > 0 ORDER BY 1`
    case 'activeUsers':
      return Prisma.sql`
        WITH days AS (
          SELECT DISTINCT user_id, watched_on::DATE AS day FROM watchhistory
        ), daily AS (
          SELECT day, COUNT(*) AS users FROM days GROUP BY day
        ), weekly AS (
          SELECT d.day + k.days AS day, COUNT(DISTINCT d.user_id) AS users
          FROM days AS d CROSS JOIN generate_series(0, 6) AS k (days)
          WHERE d.day + k.days <= (SELECT MAX(day) FROM daily) GROUP BY 1
        ), monthly AS (
          SELECT date_trunc('month', day)::DATE AS month, COUNT(DISTINCT user_id) AS users FROM days GROUP BY 1
        ), months AS (
          SELECT date_trunc('month', weekly.day)::DATE AS month, SUM(daily.users) AS daily, SUM(weekly.users) AS weekly,
            LEAST((date_trunc('month', MIN(weekly.day)) + INTERVAL '1 month')::DATE - 1, (SELECT MAX(day) FROM daily))
              - date_trunc('month', MIN(weekly.day))::DATE + 1 AS days
          FROM weekly LEFT JOIN daily ON daily.day = weekly.day GROUP BY 1
        )
        SELECT to_char(m.month, 'YYYY-MM-DD') AS date, ROUND(m.daily / m.days, 2) AS daily_active_users,
          ROUND(m.weekly / m.days, 2) AS weekly_active_users, u.users AS monthly_active_users,
          ROUND(m.daily / (u.users * m.days), 4) AS stickiness
        FROM months AS m JOIN monthly AS u ON u.month = m.month ORDER BY 1`
    case 'hoursPerUser':
      return Prisma.sql`
        WITH users AS (
          SELECT SUM(${minutes}) AS minutes FROM ${watched}
          WHERE w.watched_on >= ${month} AND w.watched_on < ${month} + INTERVAL '1 month' GROUP BY w.user_id
        )
        SELECT e.from_hours, e.to_hours, COUNT(u.minutes) AS users
        FROM (VALUES (0, 1), (1, 2), (2, 5), (5, 10), (10, 20), (20, 50), (50, 100), (100, NULL)) AS e (from_hours, to_hours)
        LEFT JOIN users AS u ON u.minutes >= e.from_hours * 60 AND (e.to_hours IS NULL OR u.minutes < e.to_hours * 60)
        GROUP BY 1, 2 ORDER BY 1`
    case 'usersAtRisk':
      return Prisma.sql`
        WITH used AS (
          SELECT w.user_id, COALESCE(SUM(${minutes}) FILTER (WHERE w.watched_on >= ${month}), 0) AS minutes,
            COALESCE(SUM(${minutes}) FILTER (WHERE w.watched_on < ${month}), 0) AS usual
          FROM ${watched}
          WHERE w.watched_on >= ${month} - INTERVAL '3 months' AND w.watched_on < ${month} + INTERVAL '1 month' GROUP BY w.user_id
        )
        SELECT u.user_id::TEXT AS user_id, u.name, s.name AS subscription, ROUND(r.minutes / 60, 2) AS hours,
          ROUND(r.usual / 180, 2) AS usual_hours, ROUND((3 * r.minutes - r.usual) / r.usual, 4) AS change_rate
        FROM used AS r JOIN users AS u ON u.user_id = r.user_id JOIN subscriptions AS s ON s.subscription_id = u.subscription_id
        WHERE r.usual >= 180 AND 6 * r.minutes < r.usual
        ORDER BY r.usual - 3 * r.minutes DESC, u.user_id LIMIT 50`
    case 'titleRanking':
      return Prisma.sql`
        SELECT r.*, NULL AS previous, NULL AS change FROM (
          SELECT c.content_id::TEXT AS content_id, c.title, c.genre, c.content_type, ${measures} FROM ${watched}
          GROUP BY c.content_id) AS r
        ORDER BY r.hours DESC, r.watches DESC, r.content_id::INT8 LIMIT 10`
    case 'catalogueHealth':
      return Prisma.sql`
        WITH until AS (SELECT MAX(watched_on)::DATE AS day FROM watchhistory), seen AS (
          SELECT c.content_id, c.runtime_minutes, COUNT(w.watch_id) AS watches,
            COUNT(w.watch_id) FILTER (WHERE w.watched_on::DATE > (SELECT day FROM until) - 90) AS recent
          FROM content AS c LEFT JOIN watchhistory AS w ON w.content_id = c.content_id GROUP BY c.content_id
        )
        SELECT COUNT(*) AS titles, COUNT(*) FILTER (WHERE watches = 0) AS never_watched,
          COUNT(*) FILTER (WHERE recent = 0) AS unwatched_90_days, COUNT(*) FILTER (WHERE runtime_minutes IS NULL) AS untimed_titles,
          (SELECT day::TEXT FROM until) AS data_until
        FROM seen`
    case 'genreSupply':
      return Prisma.sql`
        WITH demand AS (SELECT c.genre, SUM(${minutes}) AS minutes FROM ${watched} GROUP BY c.genre),
          supply AS (SELECT genre, COUNT(*) AS titles FROM content GROUP BY genre)
        SELECT s.genre, s.titles, ROUND(s.titles / SUM(s.titles) OVER (), 4) AS title_share,
          ROUND(COALESCE(d.minutes, 0) / 60, 2) AS hours, ROUND(COALESCE(d.minutes, 0) / SUM(d.minutes) OVER (), 4) AS hours_share
        FROM supply AS s LEFT JOIN demand AS d ON d.genre = s.genre ORDER BY d.minutes DESC NULLS LAST, s.genre COLLATE "C"`
    case 'titleCompletion':
      return Prisma.sql`
        SELECT p.percent::INT4 AS percent, COUNT(w.watch_id) AS reached,
          ROUND(COUNT(w.watch_id)::DECIMAL / (
            SELECT COUNT(*) FROM watchhistory AS s WHERE s.content_id = ${title} AND s.progress > 0), 4)::FLOAT8 AS share
        FROM generate_series(0, 100, 5) AS p (percent)
        LEFT JOIN watchhistory AS w ON w.content_id = ${title} AND w.progress > 0 AND w.progress >= p.percent
        GROUP BY 1 ORDER BY 1`
    case 'titlePlans':
      return Prisma.sql`
        SELECT s.name AS subscription, COUNT(*) AS watches, ROUND(COUNT(*) / SUM(COUNT(*)) OVER (), 4) AS share
        FROM watchhistory AS w JOIN subscriptions AS s ON s.subscription_id = w.subscription_id
        WHERE w.content_id = ${title} GROUP BY s.name ORDER BY 2 DESC, s.name COLLATE "C"`
  }
}
