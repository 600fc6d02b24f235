import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** scrypt's cost: memory 128·r·2^ln bytes, p passes. The defaults are OWASP's for 16 MiB (ln 14, r 8, p 5). */
export interface PasswordCost {
  ln: number
  r: number
  p: number
}

export const defaultPasswordCost: PasswordCost = { ln: 14, r: 8, p: 5 }

/** Hashes a password with a salt of its own. @returns PHC string `$scrypt$ln=…,r=…,p=…$salt$hash`, base64 without padding */
export async function hashPassword(password: string, cost = defaultPasswordCost): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`
}

const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/**
 * Whether the password is the hashed one. It takes as long for a wrong password as for the right one, and for
 * nobody's (a hash of undefined) as long as for somebody's, so that time tells nothing. A hash in another format,
 * such as a placeholder that no password has, fits nothing.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const match = phc.exec(hash ?? '')
  if (match === null) {
    await derive(password, Buffer.alloc(16), defaultPasswordCost)
    return false
  }
  const [, ln, r, p, salt = '', expected = ''] = match
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) }
  const derived = await derive(password, Buffer.from(salt, 'base64'), cost)
  const stored = Buffer.from(expected, 'base64')
  return stored.length === derived.length && timingSafeEqual(stored, derived)
}

function derive(password: string, salt: Buffer, { ln, r, p }: PasswordCost): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 256 * r * 2 ** ln }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
