import { afterAll, describe, expect, test } from 'vitest'
import { statementFaults } from './check-statement.ts'
import { openSubsetDatabase } from './subset-database.ts'

const { database, catalogue } = await openSubsetDatabase()
afterAll(() => database.close())

/** Statements that break one rule each, and what is said of them. */
const breaking: [string, string][] = [
  ['SELECT hashtextextended(name, 1::INT8) AS hash FROM users', 'no function hashtextextended(text, bigint)'],
  ['SELECT bit_count(password::BYTEA) AS bits FROM users', 'no function bit_count(bytea)'],
  ['SELECT rating ^ 2::DECIMAL AS squared FROM content', 'no operator numeric ^ numeric'],
  ['SELECT title ~ genre AS found FROM content', 'no operator text ~ text'],
  ['SELECT features::XML AS features FROM subscriptions', 'no cast of text to xml'],
  [
    'SELECT 0.5::FLOAT8 + rating AS sum FROM content',
    'a cast of numeric to double precision that is not written',
  ],
  [
    'SELECT (user_id / 2::INT8)::DECIMAL AS half FROM users',
    'bigint / bigint, which keeps its fraction there',
  ],
  ['SELECT SUM(release_year) AS years FROM content', 'sum(bigint) is numeric there and bigint here'],
  [
    'SELECT EXTRACT(YEAR FROM day) AS year FROM watch_title_days',
    'extract(text, date) is double precision there',
  ],
  [
    "SELECT day - INTERVAL '1 day' AS before FROM watch_title_days",
    'date - interval is timestamp with time zone there',
  ],
  ['SELECT user_id FROM users WHERE lower($1) = lower(name)', '$1, whose type is guessed'],
  ['SELECT user_id FROM users WHERE user_id = ANY($1)', '$1, whose type is guessed'],
  ['SELECT x.n FROM (SELECT 1 AS n) AS x', 'a whole number among the results whose width is not said'],
  [
    'WITH x AS (SELECT release_year + 1 AS n FROM content) SELECT x.n FROM x',
    'a whole number among the results',
  ],
  ['DELETE FROM reviews WHERE content_id = 1 RETURNING 1 AS one', 'a whole number among the results'],
  ['SELECT 1 AS one', 'a whole number among the results whose width is not said'],
  [
    `SELECT c.title, (SELECT u.watches FROM title_months AS u WHERE u.content_id = c.content_id
       ORDER BY u.watches DESC LIMIT 1 OFFSET 9) AS tenth FROM content AS c`,
    'an OFFSET in a subquery that depends on the rows outside it',
  ],
  [
    'SELECT title FROM content AS c WHERE (c.content_id IN (SELECT r.content_id FROM reviews AS r)) IS TRUE',
    '(… IN (SELECT …)) IS [NOT] TRUE',
  ],
  [
    'SELECT title FROM content AS c WHERE (c.content_id IN (SELECT r.content_id FROM reviews AS r)) IS NOT TRUE',
    '(… IN (SELECT …)) IS [NOT] TRUE',
  ],
  [
    'SELECT title FROM content AS c WHERE c.content_id NOT IN (SELECT r.content_id FROM reviews AS r)',
    'NOT IN (SELECT …)',
  ],
  [
    `WITH chosen AS (SELECT content_id FROM content) SELECT r.user_id FROM chosen AS h
     CROSS JOIN LATERAL (SELECT r.user_id FROM reviews AS r WHERE r.content_id = h.content_id LIMIT 9) AS r`,
    'LATERAL of what a join or a window says as well',
  ],
  ['SELECT n FROM users AS u CROSS JOIN LATERAL unnest(ARRAY[u.user_id]) AS n', 'LATERAL of a function'],
  [
    'SELECT title FROM content AS c WHERE c.content_id <> ALL (SELECT r.content_id FROM reviews AS r)',
    '… ALL (SELECT …)',
  ],
  ['DELETE FROM reviews WHERE TRUE', 'a DELETE of every row that does not say so'],
  ['SELECT day FROM watch_title_days WHERE day = CURRENT_DATE - $1', '$1, whose type is guessed'],
  ['SELECT name FROM users WHERE lower(name) = $1', '$1, whose type is guessed'],
  ['DELETE FROM reviews', 'a DELETE of every row that does not say so'],
  ["UPDATE users SET name = 'x'", 'an UPDATE of every row that does not say so'],
  ['SELECT genre FROM content GROUP BY ROLLUP (genre)', 'ROLLUP'],
  ['SELECT genre FROM content GROUP BY ROLLUP (genre)', 'a GROUPINGSET, of which nobody has looked'],
  ['SELECT title FROM content TABLESAMPLE SYSTEM (1)', 'TABLESAMPLE'],
  ["SELECT nextval('users_user_id_seq') AS id", 'nextval('],
  ['SELECT pg_advisory_lock(1)', 'pg_advisory_lock('],
  ['SELECT title FROM content ORDER BY runtime_minutes NULLS FIRST', 'NULLS FIRST'],
  ['SELECT * FROM content', 'SELECT * that does not say why'],
  ['SELECT title FROM no_such_table', 'it cannot be resolved: relation "no_such_table" does not exist'],
  ['TRUNCATE TABLE reviews RESTART IDENTITY', 'a statement of no known form'],
  ['TRUNCATE TABLE reviews RESTART IDENTITY', 'RESTART IDENTITY'],
  ['CREATE TABLE x (n INT4 PRIMARY KEY, at TIMESTAMP)', 'a column of TIMESTAMP'],
  ['CREATE TABLE x (n INT4, address CIDR NOT NULL)', 'a column of CIDR'],
  ['ALTER TABLE users ADD COLUMN IF NOT EXISTS n integer', 'a column of integer'],
  ['CREATE TABLE x (n INTEGER)', 'a column of INTEGER'],
  ['CREATE TABLE x (n INT4, CONSTRAINT k PRIMARY KEY (n DESC))', 'a primary key in descending order'],
  ['CREATE TABLE x AS SELECT 1 AS one', 'a statement of no known form'],
  ['CREATE INDEX CONCURRENTLY x ON users (name)', 'CONCURRENTLY'],
  ['ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(9)', 'ALTER COLUMN name TYPE'],
  ['ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(9)', 'a statement of no known form'],
  ["SET work_mem = '1GB'", 'a statement of no known form'],
  ['BEGIN ISOLATION LEVEL READ COMMITTED', 'a statement of no known form'],
  ['VACUUM users', 'a statement of no known form'],
  ['ANALYZE users, content', 'a statement of no known form'],
  ['DO $$ BEGIN PERFORM 1; END $$', 'a statement of no known form'],
  ['CREATE TEMPORARY TABLE x (n INT4)', 'CREATE TEMPORARY'],
]

describe('a statement outside the subset', () => {
  test.each(breaking)('%s', async (text, fault) => {
    expect((await statementFaults(database, catalogue, text)).join('\n')).toContain(fault)
  })
})

const within = [
  'SELECT COUNT(*)::INT8 AS users, SUM(user_id)::INT8 AS sum, MIN(name) AS first FROM users',
  'SELECT SUM(release_year::INT8)::INT8 AS years FROM content',
  "SELECT (day - INTERVAL '1 day')::DATE AS before, EXTRACT(YEAR FROM day)::INT4 AS year FROM watch_title_days",
  'SELECT (user_id::DECIMAL / NULLIF(2, 0))::DECIMAL(9, 2) AS half FROM users WHERE user_id = ANY($1::INT8[]) LIMIT $2',
  'SELECT "t0"."name" FROM "public"."users" AS "t0" WHERE ("t0"."user_id" IN ($1,$2) AND "t0"."email" = $3) LIMIT $4 OFFSET $5',
  'INSERT INTO "public"."reviews" ("content_id","user_id","rating","review_text") VALUES ($1,$2,$3,$4)',
  `SELECT t.month, t.watches FROM content AS c CROSS JOIN LATERAL (
     SELECT t.month, t.watches FROM title_months AS t WHERE t.content_id = c.content_id
     ORDER BY t.watches DESC LIMIT 3) AS t`,
  `SELECT n.watches FROM users AS u CROSS JOIN LATERAL (
     SELECT COUNT(*) AS watches FROM watchhistory AS w WHERE w.user_id = u.user_id) AS n`,
  'SELECT title FROM content AS c WHERE NOT EXISTS (SELECT 1 FROM reviews AS r WHERE r.content_id = c.content_id)',
  '/* every row: a reset */ DELETE FROM reviews',
  'DELETE FROM reviews WHERE content_id = $1',
  'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
  'CREATE INDEX IF NOT EXISTS x ON users (name, user_id DESC) INCLUDE (email) WHERE user_id > 1',
  'SELECT unnest($1::TEXT[]) AS word, now() AS at, random() AS chance',
]

test.each(within)('a statement inside it: %s', async (text) => {
  expect(await statementFaults(database, catalogue, text)).toEqual([])
})
