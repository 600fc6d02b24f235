import { hash, randomBytes } from 'node:crypto'

/** @returns 256 random bits, as text that fits cookies and headers */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What the database keeps of a token, lower-case hex SHA-256. One pass without salt is enough: unlike a password, a
 * token cannot be guessed. Looking up by this hash, the database compares nothing that an attacker can steer.
 */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex')
}
