import type { Database } from '@streaming/db'
import { email as emailSchema } from '../procedure/fields/fields.ts'
import { addressGroup } from './address-group.ts'
import { createAttempts, sweepAttempts } from './attempts.ts'
import { verifyPassword } from './password.ts'
import { createSession, type SessionOwner } from './sessions.ts'

/** Signing in by e-mail and password: one answer for an unknown address and a wrong password, and slower the oftener it fails. */

export type SignInOutcome =
  | { kind: 'signed_in'; token: string }
  | { kind: 'refused' }
  /** Too many failures; whole seconds until the next try counts. */
  | { kind: 'throttled'; retry_after_seconds: number }

export interface SignInAttempt {
  /** As it was typed. */
  email: string
  password: string
  /** Of the client, as the server sees it. */
  address: string
}

export interface SignIn {
  attempt(attempt: SignInAttempt): Promise<SignInOutcome>
}

/**
 * Failures are counted in the database, for all servers together: by address and e-mail together, so that nobody can lock another out from
 * elsewhere; by address alone against trying many e-mails; and by e-mail alone, far higher, against many addresses.
 */
export function createSignIn(database: Database): SignIn {
  const limits = [
    { attempts: createAttempts(database, 'pair', 5), by: 'pair' },
    { attempts: createAttempts(database, 'address', 50), by: 'address' },
    { attempts: createAttempts(database, 'email', 100), by: 'email' },
  ] as const
  return {
    async attempt({ email: typed, password, address }) {
      const group = addressGroup(address)
      const name = typed.trim().toLowerCase().slice(0, 254)
      const keys = { pair: `${group} ${name}`, address: group, email: name }
      for (const { attempts, by } of limits) {
        const seconds = await attempts.begin(keys[by])
        if (seconds !== undefined) return { kind: 'throttled', retry_after_seconds: seconds }
      }
      const found = await findOwner(database, emailSchema.safeParse(typed).data)
      const fits = await verifyPassword(password, found?.hash)
      if (!fits || found === undefined) return { kind: 'refused' }
      const token = await createSession(database, found.owner, found.hash)
      if (token === undefined) return { kind: 'refused' }
      for (const { attempts, by } of limits) {
        if (by === 'pair') await attempts.forget(keys[by])
        else await attempts.takeBack(keys[by])
      }
      // Whoever they were, they are signed in: the next one sweeps again.
      await sweepAttempts(database).catch(() => {})
      return { kind: 'signed_in', token }
    },
  }
}

/** @param email undefined for what is no address: nobody has it */
async function findOwner(
  { prisma }: Database,
  email: string | undefined,
): Promise<{ owner: SessionOwner; hash: string } | undefined> {
  if (email === undefined) return undefined
  const operator = await prisma.operator.findUnique({
    where: { email },
    select: { operator_id: true, password: true },
  })
  if (operator !== null)
    return { owner: { operator_id: String(operator.operator_id) }, hash: operator.password }
  const user = await prisma.user.findUnique({ where: { email }, select: { user_id: true, password: true } })
  return user === null ? undefined : { owner: { user_id: String(user.user_id) }, hash: user.password }
}
