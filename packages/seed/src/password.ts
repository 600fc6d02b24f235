import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto'

/** scrypt's cost: memory 128·r·2^ln bytes, p passes. The defaults are OWASP's for 16 MiB (ln 14, r 8, p 5). */
export interface PasswordCost {
  ln: number
  r: number
  p: number
}

export const defaultPasswordCost: PasswordCost = { ln: 14, r: 8, p: 5 }

/** Hashes a password with a salt of its own. @returns PHC string `$scrypt$ln=…,r=…,p=…$salt$hash`, base64 without padding */
export async function hashPassword(password: string, { ln, r, p } = defaultPasswordCost): Promise<string> {
  const salt = randomBytes(16)
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 256 * r * 2 ** ln }
  const hash = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
