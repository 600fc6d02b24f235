import { TRPCError } from '@trpc/server'
import type { Actor, Role } from './actor.ts'

/**
 * What a procedure needs, as a kind. docs/access.md lists each procedure's outcome for each role, and a test
 * compares them over every face of the service.
 */
export type Access = 'catalogue' | 'reports' | 'own' | 'own-write' | 'events' | 'administration'

/**
 * - `open`: only where reading is open, which is the embedded database on a loopback host unless AUTH says otherwise
 * - `own`: when every user that the input names is the member, and one is named
 */
type Rule = 'yes' | 'no' | 'open' | 'own'

/** Total by type: a kind or role without a rule does not compile. */
const rules: Record<Access, Record<Role, Rule>> = {
  catalogue: { visitor: 'open', member: 'yes', ingest: 'no', analyst: 'yes', admin: 'yes' },
  reports: { visitor: 'open', member: 'no', ingest: 'no', analyst: 'yes', admin: 'yes' },
  own: { visitor: 'open', member: 'own', ingest: 'no', analyst: 'yes', admin: 'yes' },
  'own-write': { visitor: 'no', member: 'own', ingest: 'no', analyst: 'no', admin: 'yes' },
  events: { visitor: 'no', member: 'no', ingest: 'yes', analyst: 'no', admin: 'yes' },
  administration: { visitor: 'no', member: 'no', ingest: 'no', analyst: 'no', admin: 'yes' },
}

/** Whether a visitor may read: decided once, when the server starts. */
export type Reading = 'open' | 'credentials'

/** Whether this actor may use what needs that access at all; of `own` the input decides later. */
export function mayUse(actor: Actor, access: Access, reading: Reading): boolean {
  const rule = rules[access][actor.role]
  return rule === 'yes' || rule === 'own' || (rule === 'open' && reading === 'open')
}

/**
 * Decides before the input is even checked, so that a refusal tells nothing about the data.
 * @param input as it came
 * @throws TRPCError UNAUTHORIZED for a visitor, FORBIDDEN for anybody else
 */
export function requireAccess(actor: Actor, access: Access, reading: Reading, input: unknown): void {
  requireRole(actor, access, reading)
  if (rules[access][actor.role] !== 'own') return
  const named = namedUsers(input)
  if (named.length === 0 || named.some((user) => user !== actor.user_id)) {
    throw new TRPCError({
      code: 'FORBIDDEN',
      message: `This is open to you for your own data alone: user_id ${actor.user_id}.`,
    })
  }
}

/** The part of it that needs no input, so that nobody is asked for a body who may not send one. */
export function requireRole(actor: Actor, access: Access, reading: Reading): void {
  if (mayUse(actor, access, reading)) return
  if (actor.role === 'visitor')
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      message: 'This needs a credential: sign in, or send Authorization: Bearer with an API key.',
    })
  throw new TRPCError({ code: 'FORBIDDEN', message: `This is not open to the role ${actor.role}.` })
}

/** The users that an input names: its own `user_id`, and that of each of its `items`. Anything but text is nobody's id. */
function namedUsers(input: unknown): (string | undefined)[] {
  if (!isRecord(input)) return []
  const items: unknown[] = Array.isArray(input.items) ? input.items : []
  const named = [
    ...('user_id' in input ? [input.user_id] : []),
    ...items.map((item) => (isRecord(item) ? item.user_id : undefined)),
  ]
  return named.map((user) => (typeof user === 'string' ? user : undefined))
}

/** Also one without a prototype, as the REST face makes its inputs. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
