import type { Caller } from '@streaming/trpc-router/server'
import type { FieldProps, Option } from '../components/field.tsx'

/** What a manage page needs to know of one kind of row: how it is listed, shown, and changed by the router. */

export interface FormField extends FieldProps {
  /** Choices that come from the data. */
  load?: (caller: Caller) => Promise<Option[]>
}

export interface ListColumn<Row> {
  label: string
  /** By which `sort` it is ordered, if it can be. */
  sort?: string
  numeric?: boolean
  wide?: boolean
  value: (row: Row) => string
}

/** A field's text as the router takes it: a number where it looks like one, left out where it is empty. */
export type Input = Record<string, string | number>

/** One thing that can be done to a row, by a form of its own on the row's page. */
export interface RowForm<Row> {
  intent: string
  title: string
  submit: string
  fields: readonly FormField[]
  /** What the fields hold before anybody types; by their names. */
  values: (row: Row) => Record<string, string>
  /** Whether only what was changed is sent. */
  changesOnly?: boolean
  /** @param input the fields, and the idempotency key where there is one */
  run: (caller: Caller, key: string[], input: Input) => Promise<unknown>
  /** Sent along, so that the same form twice is done once. */
  idempotent?: boolean
  /** Why it cannot be done to this row, if it cannot. */
  unavailable?: (row: Row) => string | undefined
}

export interface Resource<Row> {
  /** Below /manage. */
  path: string
  title: string
  /** Singular, in a sentence: “plan”. */
  noun: string
  /** What the search looks through. */
  searches?: string
  columns: readonly ListColumn<Row>[]
  list: (caller: Caller, query: Input) => Promise<{ items: Row[]; next_cursor: string | null }>
  get: (caller: Caller, key: string[]) => Promise<Row>
  /** The parts of the row's key: its address below the resource. */
  key: (row: Row) => string[]
  label: (row: Row) => string
  /** Whether the row's page lists its columns: where its forms do not show them all. */
  showsColumns?: boolean
  create: {
    fields: readonly FormField[]
    run: (caller: Caller, input: Input) => Promise<Row>
    idempotent?: boolean
    /** What is shown this once, such as a new key. */
    secret?: (made: Row) => string
  }
  forms: readonly RowForm<Row>[]
  remove: {
    /** Of link and button: “Delete”. */
    verb: string
    /** What goes with it, or stands against it, in sentences. */
    consequences: (caller: Caller, row: Row) => Promise<string[]>
    run: (caller: Caller, key: string[]) => Promise<unknown>
    unavailable?: (row: Row) => string | undefined
  }
}

/** The address of a row: the parts of its key, which are decimal ids. */
export function addressOf(key: readonly string[]): string {
  return key.join('-')
}

/** Fields as the router takes them. Texts that should be numbers and are none stay as they are, for its own words. */
export function inputOf(fields: readonly FormField[], texts: Record<string, string>): Input {
  const input: Input = {}
  for (const { name, kind, required } of fields) {
    const text = texts[name]
    if (text === undefined) continue
    const trimmed = text.trim()
    if (trimmed === '' && !required && kind !== 'words') continue
    if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(trimmed)) input[name] = Number(trimmed)
    else if (kind === 'instant' && trimmed !== '') input[name] = utcInstant(trimmed)
    else if (kind === undefined || kind === 'text' || kind === 'email') input[name] = trimmed
    else input[name] = text.replaceAll('\r\n', '\n')
  }
  return input
}

/** Of a browser's field without zone, which this service shows in UTC. */
function utcInstant(text: string): string {
  const seconds = /T\d\d:\d\d$/.test(text) ? ':00' : ''
  return /[zZ]$/.test(text) ? text : `${text}${seconds}Z`
}

/** An instant as a browser's field takes it, to the second. */
export function fieldInstant(instant: string): string {
  return instant.slice(0, 19)
}

/** Calls a procedure with what a form holds. Its type is not the procedure's, and need not be: the router parses it. */
export function submit<Answer>(procedure: (input: never) => Promise<Answer>, input: Input): Promise<Answer> {
  return procedure(input as never)
}
