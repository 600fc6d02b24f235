import type { Caller } from '@streaming/trpc-router/server'
import type { FieldProps, Option } from '../components/forms/field.tsx'
import { isChoiceKind } from './choices/row-choice.ts'

/** What a manage page needs to know of one kind of row: how it is listed, found, shown, and changed by the router. */

export interface FormField extends FieldProps {
  /** Choices that come from the data. */
  load?: (caller: Caller) => Promise<Option[]>
  /** Whether the row may be without it: what is empty is null then, and not left out. */
  nullable?: boolean
}

export interface ListColumn<Row> {
  label: string
  /** By which `sort` it is ordered, if it can be. */
  sort?: string
  numeric?: boolean
  wide?: boolean
  /** Of keys, which have no words to break between. */
  breaks?: boolean
  value: (row: Row) => string
  /** The page of what stands there. */
  to?: (row: Row) => string | undefined
}

/** A filter of a list: what the router's list takes under the same name. */
export type ListFilter = { name: string; label: string } & (
  | { kind: 'choice'; all: string; load: (caller: Caller) => Promise<Option[]> }
  | { kind: 'text'; help: string }
)

/** A filter with its choices, ready to be sent to the page. */
export type LoadedFilter = Omit<ListFilter, 'load'> & { all?: string; help?: string; options: Option[] }

export interface ListFilters {
  filters?: readonly ListFilter[]
  /** Whether a list is filtered by its first and last day, too. */
  byDay?: boolean
}

/** A field's text as the router takes it: a number where it looks like one, left out or null where it is empty. */
export type Input = Record<string, string | number | null>

/** What is asked before something is done, and the words of the button that does it. */
export interface Confirmation {
  question: string
  submit: string
}

/** One thing that can be done to a row, by a form of its own on the row's page. */
export interface RowForm<Row> {
  intent: string
  title: string
  submit: string
  /** Of the row, once it is done: “refunded”; “saved” when left out. */
  done?: string
  fields: readonly FormField[]
  /** What the fields hold before anybody types; by their names. */
  values: (row: Row) => Record<string, string>
  /** Whether only what was changed is sent. */
  changesOnly?: boolean
  /** @param input the fields, and the idempotency key where there is one */
  run: (caller: Caller, key: string[], input: Input) => Promise<unknown>
  /** What is shown this once, such as a new password; of what `run` answered. */
  secret?: (answer: unknown) => Secret
  /** What is asked before it is done, where that cannot be taken back: in numbers. Undefined where there is nothing to ask. */
  confirm?: (row: Row, input: Input) => Confirmation | undefined
  /** Sent along, so that the same form twice is done once. */
  idempotent?: boolean
  /** Why it cannot be done to this row, if it cannot. */
  unavailable?: (row: Row) => string | undefined
}

/** What is shown this once: nothing can bring it back. */
export interface Secret {
  /** What it is: “password”. */
  noun: string
  value: string
}

export interface Resource<Row> extends ListFilters {
  /** Below /manage. */
  path: string
  /** The path of its list over REST, and the rows that it answers at most. */
  api: string
  mostRows?: number
  /** As the audit trail calls it; undefined for what is not written by anybody. */
  entity?: string
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
  /** The row's page for those who read, where it has one. */
  pageOf?: (row: Row) => string
  /** Longer texts of the row, shown as they are. */
  texts?: (row: Row) => { label: string; text: string }[]
  /** Whether the row's page lists its columns: where its forms do not show them all. */
  showsColumns?: boolean
  /** Undefined where rows are not made on the pages. */
  create?: {
    fields: readonly FormField[]
    run: (caller: Caller, input: Input) => Promise<Row>
    idempotent?: boolean
    /** What is shown this once, such as a new key. */
    secret?: (made: Row) => Secret
  }
  forms: readonly RowForm<Row>[]
  /** Undefined where rows stay. */
  remove?: {
    /** Of link and button: “Delete”. */
    verb: string
    /** What goes with it, or stands against it, in sentences; what is blocked has no button. */
    consequences: (caller: Caller, row: Row) => Promise<{ sentences: string[]; blocked?: boolean }>
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
  for (const { name, kind, required, nullable } of fields) {
    const text = texts[name]
    if (text === undefined) continue
    const trimmed = text.trim()
    if (trimmed === '' && !required && kind !== 'words') {
      if (nullable) input[name] = null
      continue
    }
    if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(trimmed)) input[name] = Number(trimmed)
    else if (kind === 'instant' && trimmed !== '') input[name] = utcInstant(trimmed)
    else if (kind === undefined || kind === 'text' || kind === 'email' || isChoiceKind(kind))
      input[name] = trimmed
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
