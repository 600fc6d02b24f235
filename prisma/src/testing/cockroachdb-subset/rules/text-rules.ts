/** What a statement's words say of it. */

/** A statement that is for one engine, or wrong on purpose and so for none, says so, and why, in a comment. */
export function onlyFor(text: string): { engine: string; reason: string } | undefined {
  const [, engine, reason] = /\/\* only (cockroachdb|none|pglite|postgresql): ([^*]+) \*\//.exec(text) ?? []
  return engine === undefined || reason === undefined ? undefined : { engine, reason }
}

/** Statements that no function can hold, which the databases have in these forms. */
const utilityForms: readonly RegExp[] = [
  /^BEGIN( TRANSACTION ISOLATION LEVEL (SERIALIZABLE|REPEATABLE READ, READ ONLY))?$/,
  /^COMMIT$/,
  /^ROLLBACK$/,
  /^SAVEPOINT \w+$/,
  /^ROLLBACK TO SAVEPOINT \w+$/,
  /^SET TRANSACTION ISOLATION LEVEL SERIALIZABLE$/,
  /^SET LOCAL statement_timeout = 0$/,
  /^TRUNCATE TABLE \w+(, \w+)*$/,
  /^ANALYZE \w+$/,
  /^COPY \w+ \([\w, ]+\) FROM STDIN$/,
  /^CREATE DATABASE \w+$/,
  /^CREATE SCHEMA \w+$/,
  /^DROP SCHEMA \w+ CASCADE$/,
  /^DROP DATABASE IF EXISTS \w+$/,
  /^CREATE TABLE (IF NOT EXISTS )?\w+ \(.+\)$/,
  /^DROP TABLE (IF EXISTS )?\w+$/,
  /^CREATE (UNIQUE )?INDEX (IF NOT EXISTS )?\w+ ON \w+ \(.+\)( INCLUDE \([\w, ]+\))?( WHERE .+)?$/,
  /^DROP INDEX (IF EXISTS )?\w+$/,
  /^ALTER TABLE \w+ ADD COLUMN IF NOT EXISTS \w+ .+$/,
  /^ALTER TABLE \w+ DROP COLUMN IF EXISTS \w+$/,
  /^ALTER TABLE \w+ ALTER COLUMN \w+ (SET NOT NULL|DROP NOT NULL|SET DEFAULT .+|DROP DEFAULT)$/,
  /^ALTER TABLE \w+ ADD CONSTRAINT \w+ (CHECK|FOREIGN KEY|UNIQUE) .+$/,
  /^ALTER TABLE \w+ DROP CONSTRAINT IF EXISTS \w+(, ADD CONSTRAINT \w+ PRIMARY KEY \([\w, ]+\))?$/,
  /^ALTER TABLE \w+ RENAME TO \w+$/,
]

const startsUtility =
  /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|SET|SHOW|TRUNCATE|ANALYZE|VACUUM|COPY|CREATE|DROP|ALTER|DO|LOCK|LISTEN|NOTIFY|PREPARE|EXPLAIN|GRANT)\b/i

export function isUtility(text: string): boolean {
  return startsUtility.test(plain(text))
}

/** What is wrong with a statement that no function can hold. */
export function utilityFaults(text: string): string[] {
  const statement = plain(text)
  const faults = utilityForms.some((form) => form.test(statement)) ? [] : ['a statement of no known form']
  for (const type of columnTypesOf(statement))
    if (!portableType.test(type)) faults.push(`a column of ${type}, which is another type there or not used`)
  return [...faults, ...wordFaults(text)]
}

const portableType =
  /^(INT2|INT4|INT8|BIGSERIAL|BOOL|TEXT|VARCHAR\(\d+\)|DECIMAL\(\d+, ?\d+\)|DATE|TIMESTAMPTZ(\(3\))?|UUID|JSONB|FLOAT8|BYTEA)( |$)/

/** What follows the names of the columns that a statement makes: their types, and what else is said of them. */
function columnTypesOf(statement: string): string[] {
  const added = /^ALTER TABLE \w+ ADD COLUMN IF NOT EXISTS \w+ (.+)$/.exec(statement)?.[1]
  if (added !== undefined) return [added]
  const columns = /^CREATE TABLE (?:IF NOT EXISTS )?\w+ \((.+)\)$/.exec(statement)?.[1] ?? ''
  return columns
    .split(/,(?![^(]*\))/)
    .map((column) => column.trim())
    .filter((column) => column !== '' && !/^(CONSTRAINT|PRIMARY KEY|UNIQUE|CHECK|FOREIGN KEY)\b/.test(column))
    .map((column) => column.replace(/^\w+ /, ''))
}

const everyColumn = 'SELECT * that does not say why'

/** Words of what CockroachDB has not, or has alone. */
const words: readonly [RegExp, string][] = [
  [
    /\b(ROLLUP|CUBE|GROUPING SETS|MERGE INTO|TABLESAMPLE|DEFERRABLE|EXCLUDE USING|PARTITION BY (RANGE|LIST|HASH))\b/i,
    '',
  ],
  [
    /\b(CREATE (TEMP|TEMPORARY|TRIGGER|TYPE|SEQUENCE)|LANGUAGE plpgsql|CONCURRENTLY|GENERATED \w+ AS IDENTITY|VIRTUAL)\b/i,
    '',
  ],
  [
    /\b(date_bin|mode|any_value|hashtext|pg_advisory\w*|pg_try_advisory\w*|setval|nextval|currval|lastval)\s*\(/i,
    '',
  ],
  [/\b(UPSERT|STORING|USING HASH|AS OF SYSTEM TIME|LOCALITY|ttl_expire\w*)\b/i, ''],
  [/\bRESTART IDENTITY\b/i, ''],
  [/\bNULLS FIRST\b/i, ''],
  [/\bALTER COLUMN \w+ (SET DATA )?TYPE\b/i, ''],
  [/\bPRIMARY KEY \([^)]*\bDESC\b/i, 'a primary key in descending order'],
  [/\/\//, 'the operator //'],
  [/\bSELECT \*(?! FROM unnest\()/i, everyColumn],
]

/** @returns what of the statement is a word of one engine alone */
export function wordFaults(text: string): string[] {
  const statement = plain(text)
  const meansEveryColumn = /\/\* every column: [^*]+ \*\//.test(text)
  return words.flatMap(([word, name]) => {
    const found = word.exec(statement)
    return found === null || (meansEveryColumn && name === everyColumn) ? [] : [name || found[0].trim()]
  })
}

/** A placeholder has the type of a cast, or of the column that it is compared with, stored in or counted by: of others each engine guesses. */
export function placeholderFaults(text: string): string[] {
  const statement = plain(text)
  const isInsert = /^(WITH .+ )?INSERT INTO/i.test(statement)
  return [...statement.matchAll(/\$(\d+)/g)].flatMap(({ 0: placeholder, index }) => {
    const before = statement.slice(0, index)
    const after = statement.slice(index + placeholder.length)
    const isTyped =
      after.startsWith('::') ||
      /(CAST\(|'' \|\| )$/i.test(before) ||
      /\b(LIMIT|OFFSET) $/i.test(before) ||
      /[\w"] (=|<>|<|>|<=|>=|(NOT )?I?LIKE) $/i.test(before) ||
      // Prisma Client's, of a column whose type it knows.
      /" [+-] $/.test(before) ||
      /[\w"] (NOT )?IN \((\$\d+, ?)*$/i.test(before) ||
      (isInsert && /\bVALUES (\(([^()]|\([^()]*\))*\), ?)*\(([^()]|\([^()]*\))*$/i.test(before))
    return isTyped ? [] : [`${placeholder}, whose type is guessed`]
  })
}

/** The statement in one line, without comments and what strings hold. */
function plain(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/--.*$/gm, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/;$/, '')
}
