import { type Database, Prisma } from '@streaming/db'
import { z } from 'zod'
import { email as emailSchema } from '../fields.ts'
import { Id } from '../schemas.ts'
import { addressGroup } from './address-group.ts'
import { createAttempts } from './attempts.ts'
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
 * Failures are counted in this process: by address and e-mail together, so that nobody can lock another out from
 * elsewhere; by address alone against trying many e-mails; and by e-mail alone, far higher, against many addresses.
 */
export function createSignIn(database: Database): SignIn {
  const limits = [
    { attempts: createAttempts(5), by: 'pair' },
    { attempts: createAttempts(50), by: 'address' },
    { attempts: createAttempts(100), by: 'email' },
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
      return { kind: 'signed_in', token }
    },
  }
}

/** @param email undefined for what is no address: nobody has it */
async function findOwner(
  database: Database,
  email: string | undefined,
): Promise<{ owner: SessionOwner; hash: string } | undefined> {
  if (email === undefined) return undefined
  const [found] = await database.query(
    Prisma.sql`
      SELECT operator_id::TEXT AS operator_id, NULL AS user_id, password FROM operators WHERE email = ${email}
      UNION ALL
      SELECT NULL AS operator_id, user_id::TEXT AS user_id, password FROM users WHERE email = ${email}`,
    z.object({ operator_id: Id.nullable(), user_id: Id.nullable(), password: z.string() }),
  )
  if (found === undefined) return undefined
  const { operator_id, user_id, password: hash } = found
  return { owner: operator_id === null ? { user_id: user_id ?? '' } : { operator_id }, hash }
}
