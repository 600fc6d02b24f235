import { readFileSync } from 'node:fs'
import { familyOf } from '../expression-type.ts'

/** What CockroachDB has, by tables that say where they are from. Types are those that stand for their family. */

function rows(name: string): string[][] {
  const text = readFileSync(new URL(`facts/${name}.tsv`, import.meta.url), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.slice(1).map((line) => line.split('\t'))
}

const functions = rows('functions').map(([name = '', , parameters = '', given = '', returns = '']) => ({
  name,
  parameters,
  arguments: given === '' ? [] : given.split(','),
  returns,
}))

export const functionCount = functions.length

/**
 * The types that CockroachDB's functions of this name and these arguments return: of more than one, it takes that which is asked for.
 * @param given their types; `unknown` of a literal or placeholder that takes any
 */
export function functionReturns(name: string, given: readonly string[]): string[] {
  const [first = 'unknown'] = given
  return functions
    .filter((fact) => fact.name === name && takes(fact, given))
    .map(({ arguments: [taken], returns }) => {
      if (returns !== 'anyelement') return returns
      return taken === 'anyarray' ? first.replace(/\[\]$/, '') : first
    })
}

function takes(
  { arguments: taken, parameters }: { arguments: readonly string[]; parameters: string },
  given: readonly string[],
): boolean {
  const last = taken.at(-1) ?? 'anyelement'
  if (parameters === 'fixed' ? taken.length !== given.length : taken.length > given.length + 1) return false
  return given.every((type, index) => isTaken(taken[index] ?? last, type))
}

function isTaken(taken: string, given: string): boolean {
  if (taken === 'anyelement' || given === 'unknown') return true
  return taken === 'anyarray' ? given.endsWith('[]') : taken === given
}

const operators = new Map(
  rows('operators').map(([name, left, right, returns = '']) => [`${left} ${name} ${right}`, returns]),
)

export const operatorCount = operators.size

/** PostgreSQL's names of operators whose facts stand under another: the name, and whether its sides change places. */
const underAnother: Readonly<Record<string, { name: string; swapped: boolean }>> = {
  '<>': { name: '=', swapped: false },
  '>': { name: '<', swapped: true },
  '>=': { name: '<=', swapped: true },
  '~~': { name: 'LIKE', swapped: false },
  '!~~': { name: 'LIKE', swapped: false },
  '~~*': { name: 'ILIKE', swapped: false },
  '!~~*': { name: 'ILIKE', swapped: false },
}

/** The type that CockroachDB's operator returns; undefined where there is none. @param left empty of one that stands before its argument */
export function operatorReturns(operator: string, left: string, right: string): string | undefined {
  const { name, swapped } = underAnother[operator] ?? { name: operator, swapped: false }
  return operators.get(swapped ? `${right} ${name} ${left}` : `${left} ${name} ${right}`)
}

const casts = new Map(rows('casts').map(([from, to, context]) => [`${from} ${to}`, context]))

export const castCount = casts.size

/** Casts that are done without being written, of those that CockroachDB does: of more, nobody would see what a statement computes. */
const unwritten = new Set([
  'smallint integer',
  'smallint bigint',
  'smallint numeric',
  'integer bigint',
  'integer numeric',
  'integer double precision',
  'bigint numeric',
  'numeric numeric',
  'date timestamp with time zone',
  'timestamp with time zone timestamp with time zone',
  'character varying text',
  'character varying character varying',
  'name text',
])

/** Whether CockroachDB does a cast that is written. Arrays are cast as their elements are. */
export function isCast(from: string, to: string): boolean {
  const [source, target] = [plain(from), plain(to)]
  return source === target || casts.has(`${source} ${target}`)
}

/** Whether it does one that is not written. @param stored whether it is for a value that is stored in a column */
export function isUnwrittenCast(from: string, to: string, stored: boolean): boolean {
  const pair = `${plain(from)} ${plain(to)}`
  if (familyOf(from) === 'text' && familyOf(to) === 'text') return true
  if (stored)
    return familyOf(from) === familyOf(to) || ['implicit', 'assignment'].includes(casts.get(pair) ?? '')
  return casts.get(pair) === 'implicit' && unwritten.has(pair)
}

function plain(type: string): string {
  return type.replace(/\[\]$/, '').replace(/\(.*?\)/, '')
}
