/** What a program's key may be: no key is a visitor's. */
export const keyRoles = ['admin', 'analyst', 'member', 'ingest'] as const
export type KeyRole = (typeof keyRoles)[number]
