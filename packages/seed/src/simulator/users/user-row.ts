import { firstNames, lastNames } from '../../mock/words.ts'
import type { UserRow } from '../rows/batch.ts'
import type { Traits } from './traits.ts'

/** The user's own row. The hash is of no password that anybody knows: its bits are random, not computed. */
export function userRow(user: number, { identity }: Traits, plan: number): UserRow {
  const [names, salt, hash] = identity
  const first = firstNames[names % firstNames.length] ?? 'Ada'
  const last = lastNames[Math.floor(names / firstNames.length) % lastNames.length] ?? 'Weiss'
  return {
    user,
    name: `${first} ${last}`,
    email: `${first}.${last}.${user + 1}@example.com`.toLowerCase(),
    password: `$scrypt$ln=14,r=8,p=5$${repeated(salt, hash, 22)}$${repeated(hash, salt, 43)}`,
    plan,
  }
}

/** Characters of base64 from two words of random bits. */
function repeated(a: number, b: number, length: number): string {
  const text = `${a.toString(36)}${b.toString(36)}x`
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}
