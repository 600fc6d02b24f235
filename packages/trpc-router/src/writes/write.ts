import { createHash } from 'node:crypto'
import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { conflict } from '../errors.ts'

/** Who writes, and where to: what a rule needs of its surroundings. */
export type Writer = Pick<Context, 'database' | 'request_id'> & { actor: Actor }

/** What a rule did to one row: its answer, and the row before and after, without secrets. */
export interface Change<Answer> {
  answer: Answer
  entity: string
  /** The row's key, its parts joined by `/`. */
  entity_id: string
  /** Null when the row was made. */
  before: unknown
  /** Null when it was deleted. */
  after: unknown
}

/** The key under which a client may ask for the same write again, and what it asked for. */
export interface Idempotency {
  idempotency_key?: string | undefined
  /** The parsed input without the key; it must hold no secret, since its hash is stored. */
  request: unknown
}

/**
 * The one way to write to the service. The rule, its audit entry and the answer kept for its idempotency key
 * are one serializable transaction, run again while the database asks for that: all of them are there, or none.
 * What is derived from the tables is kept exact by being changed in here.
 * @param action the procedure's name, such as `users.update`
 * @throws TRPCError of the rule; CONFLICT when the idempotency key was used for something else
 */
export function write<Answer>(
  { database, actor, request_id }: Writer,
  action: string,
  rule: (query: Query) => Promise<Change<Answer>>,
  idempotency?: Idempotency,
): Promise<Answer> {
  return database.transaction(async (_client, query) => {
    const claim = await claimKey<Answer>(query, actor, action, idempotency)
    if (claim.kind === 'answered') return claim.answer
    const { answer, entity, entity_id, before, after } = await rule(query)
    await query(
      Prisma.sql`
        INSERT INTO audit_trail (actor, actor_name, action, entity, entity_id, before_json, after_json, request_id)
        VALUES (${actor.id}, ${actor.name}, ${action}, ${entity}, ${entity_id}, ${json(before)}, ${json(after)}, ${request_id})`,
      nothing,
    )
    if (claim.kind === 'claimed') {
      await query(
        Prisma.sql`
          UPDATE idempotency_keys SET answer = ${JSON.stringify(answer)}
          WHERE actor = ${actor.id} AND idempotency_key = ${claim.key}`,
        nothing,
      )
    }
    return answer
  })
}

const nothing = z.never()

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

type Claim<Answer> =
  | { kind: 'none' }
  | { kind: 'claimed'; key: string }
  | { kind: 'answered'; answer: Answer }

/** Of two requests with one key, the second waits here for the first one's end, on every engine. */
async function claimKey<Answer>(
  query: Query,
  actor: Actor,
  action: string,
  { idempotency_key: key, request }: Idempotency = { request: undefined },
): Promise<Claim<Answer>> {
  if (key === undefined) return { kind: 'none' }
  const hash = createHash('sha256')
    .update(JSON.stringify([action, request]))
    .digest('hex')
  const claimed = await query(
    Prisma.sql`
      INSERT INTO idempotency_keys (actor, idempotency_key, request_hash, answer)
      VALUES (${actor.id}, ${key}, ${hash}, '')
      ON CONFLICT (actor, idempotency_key) DO NOTHING
      RETURNING actor`,
    z.object({ actor: z.string() }),
  )
  if (claimed.length > 0) return { kind: 'claimed', key }
  const [earlier] = await query(
    Prisma.sql`SELECT request_hash, answer FROM idempotency_keys WHERE actor = ${actor.id} AND idempotency_key = ${key}`,
    z.object({ request_hash: z.string(), answer: z.string() }),
  )
  if (earlier?.request_hash !== hash)
    throw conflict('idempotency_key', `${JSON.stringify(key)} was used for another request; choose a new one`)
  // It was written by this very procedure, whose output schema parses it once more.
  return { kind: 'answered', answer: JSON.parse(earlier.answer) as Answer }
}
