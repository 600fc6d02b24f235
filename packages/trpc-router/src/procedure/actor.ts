/** Who asks. A visitor has shown no credential; a member is a subscriber; ingest is a program that tells what happens; the other two are operators. */
export type Role = 'visitor' | 'member' | 'ingest' | 'analyst' | 'admin'

export const roles = ['visitor', 'member', 'ingest', 'analyst', 'admin'] as const satisfies Role[]

export interface Actor {
  role: Role
  /** `visitor`, `operator:1`, `user:7` or `key:3`: whose rate limit, idempotency keys and audit entries these are. */
  id: string
  /** For people: in the audit trail and the user menu. */
  name: string
  /** Whose data a member may reach; null for all others. */
  user_id: string | null
}

export const visitor: Actor = { role: 'visitor', id: 'visitor', name: 'Visitor', user_id: null }

/** Whoever runs the project's commands on the machine of the database. */
export const commandLine: Actor = { role: 'admin', id: 'command line', name: 'Command line', user_id: null }
