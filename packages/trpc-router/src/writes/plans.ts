import { Prisma, type Query } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { conflict, notFound } from '../errors.ts'
import { Count, Id, Money } from '../schemas.ts'
import { type Writer, write } from './write.ts'

/** Rules for plans: names are unique, and a plan that users are on or paid for cannot be deleted. */

export const PlanRow = z.object({ subscription_id: Id, name: z.string(), price: Money, features: z.string() })
export type PlanRow = z.infer<typeof PlanRow>

export interface PlanFields {
  name: string
  price: number
  features: string
}

const columns = Prisma.sql`subscription_id::TEXT AS subscription_id, name, price, features`

export function createPlan(writer: Writer, fields: PlanFields): Promise<PlanRow> {
  return write(writer, 'plans.create', async (query) => {
    await refuseTakenName(query, fields.name, '0')
    const [plan] = await query(
      Prisma.sql`
        INSERT INTO subscriptions (name, price, features)
        VALUES (${fields.name}, ${fields.price}::DECIMAL(10, 2), ${fields.features})
        RETURNING ${columns}`,
      PlanRow,
    )
    return changeOf(plan, null)
  })
}

export function updatePlan(writer: Writer, id: string, fields: Partial<PlanFields>): Promise<PlanRow> {
  return write(writer, 'plans.update', async (query) => {
    const before = await findPlan(query, id)
    const { name, price, features } = { ...before, ...fields }
    await refuseTakenName(query, name, id)
    const [plan] = await query(
      Prisma.sql`
        UPDATE subscriptions SET name = ${name}, price = ${price}::DECIMAL(10, 2), features = ${features}
        WHERE subscription_id = ${id}::INT8
        RETURNING ${columns}`,
      PlanRow,
    )
    return changeOf(plan, before)
  })
}

export function deletePlan(writer: Writer, id: string): Promise<PlanRow> {
  return write(writer, 'plans.delete', async (query) => {
    const before = await findPlan(query, id)
    const [{ users, payments } = { users: 0, payments: 0 }] = await query(
      Prisma.sql`
        SELECT (SELECT COUNT(*) FROM users WHERE subscription_id = ${id}::INT8)::INT8 AS users,
          (SELECT COUNT(*) FROM paymenthistory WHERE subscription_id = ${id}::INT8)::INT8 AS payments`,
      z.object({ users: Count, payments: Count }),
    )
    const refer = [
      ...(users > 0 ? [`${users} ${users === 1 ? 'user is' : 'users are'} on it`] : []),
      ...(payments > 0 ? [`${payments} ${payments === 1 ? 'payment is' : 'payments are'} for it`] : []),
    ]
    if (refer.length > 0)
      throw new TRPCError({
        code: 'CONFLICT',
        message: `The plan ${before.name} cannot be deleted: ${refer.join(', ')}.`,
      })
    await query(Prisma.sql`DELETE FROM subscriptions WHERE subscription_id = ${id}::INT8`, z.never())
    return { answer: before, entity: 'subscriptions', entity_id: id, before, after: null }
  })
}

export async function findPlan(query: Query, id: string): Promise<PlanRow> {
  const [plan] = await query(
    Prisma.sql`SELECT ${columns} FROM subscriptions WHERE subscription_id = ${id}::INT8`,
    PlanRow,
  )
  if (plan === undefined) throw notFound(`plan ${id}`)
  return plan
}

async function refuseTakenName(query: Query, name: string, except: string): Promise<void> {
  const taken = await query(
    Prisma.sql`SELECT name FROM subscriptions WHERE name = ${name} AND subscription_id <> ${except}::INT8`,
    z.object({ name: z.string() }),
  )
  if (taken.length > 0) throw conflict('name', `${JSON.stringify(name)} is another plan's name`)
}

function changeOf(plan: PlanRow | undefined, before: PlanRow | null) {
  if (plan === undefined) throw new Error('RETURNING gives the row that was written')
  return { answer: plan, entity: 'subscriptions', entity_id: plan.subscription_id, before, after: plan }
}
