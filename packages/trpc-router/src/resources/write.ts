import { createHash } from 'node:crypto'
import type { Transaction } from '@streaming/db'
import type { Actor } from '../procedure/actor.ts'
import type { Context } from '../procedure/context.ts'
import { conflict } from '../procedure/errors.ts'

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
  rule: (transaction: Transaction) => Promise<Change<Answer>>,
  idempotency?: Idempotency,
): Promise<Answer> {
  return database.transaction(async (transaction) => {
    const { prisma } = transaction
    const claim = await claimKey<Answer>(transaction, actor, action, idempotency)
    if (claim.kind === 'answered') return claim.answer
    const { answer, entity, entity_id, before, after } = await rule(transaction)
    await prisma.auditEntry.create({
      data: {
        actor: actor.id,
        actor_name: actor.name,
        action,
        entity,
        entity_id,
        before_json: json(before),
        after_json: json(after),
        request_id,
      },
      select: { audit_id: true },
    })
    if (claim.kind === 'claimed')
      await prisma.idempotencyKey.update({
        where: { actor_idempotency_key: { actor: actor.id, idempotency_key: claim.key } },
        data: { answer: JSON.stringify(answer) },
        select: { actor: true },
      })
    return answer
  })
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

type Claim<Answer> =
  | { kind: 'none' }
  | { kind: 'claimed'; key: string }
  | { kind: 'answered'; answer: Answer }

/** Of two requests with one key, the second waits here for the first one's end, on every engine. */
async function claimKey<Answer>(
  { prisma }: Transaction,
  { id: actor }: Actor,
  action: string,
  { idempotency_key, request }: Idempotency = { request: undefined },
): Promise<Claim<Answer>> {
  if (idempotency_key === undefined) return { kind: 'none' }
  const request_hash = createHash('sha256')
    .update(JSON.stringify([action, request]))
    .digest('hex')
  const { count } = await prisma.idempotencyKey.createMany({
    data: { actor, idempotency_key, request_hash, answer: '' },
    skipDuplicates: true,
  })
  if (count > 0) return { kind: 'claimed', key: idempotency_key }
  const earlier = await prisma.idempotencyKey.findUnique({
    where: { actor_idempotency_key: { actor, idempotency_key } },
  })
  if (earlier?.request_hash !== request_hash)
    throw conflict(
      'idempotency_key',
      `${JSON.stringify(idempotency_key)} was used for another request; choose a new one`,
    )
  // It was written by this very procedure, whose output schema parses it once more.
  return { kind: 'answered', answer: JSON.parse(earlier.answer) as Answer }
}
