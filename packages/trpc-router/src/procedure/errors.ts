import { type DatabaseFault, databaseFault } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'

/** One thing that is wrong with the input. */
export interface Issue {
  /** The parameter or field, dotted; empty for the input as a whole. */
  path: string
  message: string
}

/** The one shape in which errors leave, over REST as the body and over tRPC as part of `data`. */
export interface ErrorBody {
  code: TRPCError['code']
  message: string
  issues?: Issue[]
}

const answers: Record<DatabaseFault, { code: TRPCError['code']; message: string }> = {
  conflict: { code: 'CONFLICT', message: 'That exists already.' },
  refused: { code: 'CONFLICT', message: 'Other data refers to it.' },
  contention: {
    code: 'SERVICE_UNAVAILABLE',
    message: 'Too many changes of the same data at once. Try again.',
  },
  busy: {
    code: 'SERVICE_UNAVAILABLE',
    message: 'Every connection to the database is in use. Try again.',
  },
  unavailable: { code: 'SERVICE_UNAVAILABLE', message: 'The database does not answer. Try again.' },
  full: {
    code: 'SERVICE_UNAVAILABLE',
    message: 'The database takes no changes now: its disk is full. Nothing was written; reading goes on.',
  },
  too_slow: { code: 'TIMEOUT', message: 'The answer took too long. Narrow the dates or filters.' },
}

/**
 * The error that may leave the server: what the caller can mend says how, a fault of the database says so,
 * and any other fault says nothing but the id under which the log has it.
 */
export function publicError(error: TRPCError, input: unknown, requestId: string): TRPCError {
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ZodError) {
    const issues = describeIssues(error.cause, input)
    const others = error.cause.issues.length - issues.length
    const message = [
      ...issues.map(({ message }) => message),
      ...(others > 0 ? [`and ${others} more`] : []),
    ].join('; ')
    return new TRPCError({ code: 'BAD_REQUEST', message, cause: new InputError(message, issues) })
  }
  if (error.code !== 'INTERNAL_SERVER_ERROR') return error
  const fault = databaseFault(error.cause)
  if (fault !== undefined) return new TRPCError({ ...answers[fault] })
  return new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    message: `Something failed on our side. It is in the log as ${requestId}.`,
  })
}

/** Input that does not fit, issue by issue. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly issues: Issue[]

  constructor(message: string, issues: Issue[]) {
    super(message)
    this.issues = issues
  }
}

/** For what a schema cannot say: one field, what is wrong with it. */
export function badRequest(path: string, message: string): TRPCError {
  return fieldError('BAD_REQUEST', path, message)
}

/** A field's value that stands against what is there already. */
export function conflict(path: string, message: string): TRPCError {
  return fieldError('CONFLICT', path, message)
}

/** A field's value that is not allowed to whoever sent it. */
export function forbidden(path: string, message: string): TRPCError {
  return fieldError('FORBIDDEN', path, message)
}

/** Too many tries. */
export function tooManyTries(seconds: number): TRPCError {
  const minutes = Math.ceil(seconds / 60)
  return new TRPCError({
    code: 'TOO_MANY_REQUESTS',
    message: `Too many tries. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again.`,
    cause: new RetryLater(seconds),
  })
}

/** When it may be tried again, in whole seconds: for the Retry-After header. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater'
  readonly seconds: number

  constructor(seconds: number) {
    super(`in ${seconds} seconds`)
    this.seconds = seconds
  }
}

/** An unknown id. @param what such as `user 4711` */
export function notFound(what: string): TRPCError {
  return new TRPCError({ code: 'NOT_FOUND', message: `There is no ${what}.` })
}

function fieldError(
  code: 'BAD_REQUEST' | 'CONFLICT' | 'FORBIDDEN',
  path: string,
  message: string,
): TRPCError {
  const said = `${path}: ${message}`
  return new TRPCError({ code, message: said, cause: new InputError(said, [{ path, message: said }]) })
}

export function errorBody(error: TRPCError): ErrorBody {
  const issues = error.cause instanceof InputError ? error.cause.issues : undefined
  return { code: error.code, message: error.message, ...(issues === undefined ? {} : { issues }) }
}

/** A batch can have thousands of wrong rows; the first of them say enough. */
const mostIssues = 20

function describeIssues(error: ZodError, input: unknown): Issue[] {
  return error.issues.slice(0, mostIssues).map((issue) => {
    const path = issue.path.map(String).join('.')
    if (issue.code === 'unrecognized_keys') {
      const keys = issue.keys.join(', ')
      return path === ''
        ? { path: keys, message: issue.message }
        : { path: `${path}.${keys}`, message: `${path}.${keys}: ${issue.message}` }
    }
    const given = issue.path.reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      input,
    )
    const came = given === undefined ? ', it is missing' : isSecret(path) ? '' : `, got ${excerpt(given)}`
    return { path, message: `${path === '' ? 'input' : path}: ${issue.message}${came}` }
  })
}

/** What must not be repeated, not even to whoever sent it: answers are shown, kept and logged by others. */
function isSecret(path: string): boolean {
  return /(^|[._])password$/.test(path)
}

function excerpt(value: unknown): string {
  const text =
    value instanceof Object
      ? Array.isArray(value)
        ? `a list of ${value.length}`
        : 'an object'
      : typeof value === 'number'
        ? String(value) // JSON writes one that is too large as null
        : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
