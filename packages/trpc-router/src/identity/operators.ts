import type { Database, Prisma, Transaction } from '@streaming/db'
import { z } from 'zod'
import { conflict, notFound } from '../procedure/errors.ts'
import { Id, Instant } from '../procedure/fields/schemas.ts'
import { refuseTakenEmail } from '../resources/users/user-row.ts'
import { type Writer, write } from '../resources/write.ts'
import { hashPassword } from './password.ts'
import { createToken } from './token.ts'

/** Those who run the service. */

export const operatorRole = z.enum(['admin', 'analyst'], 'expected admin or analyst')
export const example = {
  operator_id: '2',
  name: 'Jonas Brandt',
  email: 'jonas@example.com',
  role: 'analyst' as const,
  created_at: '2024-09-01T10:00:00.000Z',
}
export const Operator = z
  .object({ operator_id: Id, name: z.string(), email: z.string(), role: operatorRole, created_at: Instant })
  .meta({ example })
export type Operator = z.output<typeof Operator>

/** All but the password's hash, which is not even read. */
export const operatorColumns = {
  operator_id: true,
  name: true,
  email: true,
  role: true,
  created_at: true,
} as const satisfies Prisma.OperatorSelect

export function operatorOf(row: Prisma.OperatorGetPayload<{ select: typeof operatorColumns }>): Operator {
  return {
    operator_id: String(row.operator_id),
    name: row.name,
    email: row.email,
    role: operatorRole.parse(row.role),
    created_at: row.created_at.toISOString(),
  }
}

/** @returns the operator, and a password made for them that is shown this once */
export async function createOperator(
  writer: Writer,
  { name, email, role }: { name: string; email: string; role: Operator['role'] },
): Promise<Operator & { password: string }> {
  const password = createToken()
  const hash = await hashPassword(password)
  return write(writer, 'operators.create', async (transaction) => {
    await refuseTakenEmail(transaction, email)
    const data = { name, email, role, password: hash }
    const operator = operatorOf(await transaction.prisma.operator.create({ data, select: operatorColumns }))
    return { ...changeOf(null, operator), answer: { ...operator, password } }
  })
}

/** An operator has one of each: pages know the id, people the address. */
export type OperatorKey = { operator_id: string } | { email: string }

/**
 * Makes a new password and ends every session of the operator.
 * @returns the operator, and the password, which is shown this once
 * @throws TRPCError NOT_FOUND
 */
export async function resetPassword(
  writer: Writer,
  key: OperatorKey,
): Promise<Operator & { password: string }> {
  const password = createToken()
  const hash = await hashPassword(password)
  return write(writer, 'operators.resetPassword', async (transaction) => {
    const operator = await findOperator(transaction, key)
    const operator_id = BigInt(operator.operator_id)
    const { prisma } = transaction
    await prisma.operator.update({
      where: { operator_id },
      data: { password: hash },
      select: { operator_id: true },
    })
    await prisma.session.deleteMany({ where: { operator_id } })
    return { ...changeOf(operator, operator), answer: { ...operator, password } }
  })
}

/** @throws TRPCError when it is the last admin: nobody could let anybody in again but by the command line */
export function deleteOperator(writer: Writer, key: OperatorKey): Promise<Operator> {
  return write(writer, 'operators.delete', async (transaction) => {
    const { prisma } = transaction
    const operator = await findOperator(transaction, key)
    if (operator.role === 'admin' && (await prisma.operator.count({ where: { role: 'admin' } })) === 1)
      throw conflict('email' in key ? 'email' : 'operator_id', `${operator.email} is the last admin`)
    await prisma.operator.delete({
      where: { operator_id: BigInt(operator.operator_id) },
      select: { operator_id: true },
    })
    return { ...changeOf(operator, operator), after: null }
  })
}

/** @throws TRPCError NOT_FOUND */
export async function findOperator(
  { prisma }: Pick<Transaction, 'prisma'>,
  key: OperatorKey,
): Promise<Operator> {
  const where = 'email' in key ? key : { operator_id: BigInt(key.operator_id) }
  const found = await prisma.operator.findUnique({ where, select: operatorColumns })
  if (found === null) throw notFound(`operator ${'email' in key ? key.email : key.operator_id}`)
  return operatorOf(found)
}

export async function listOperators({ prisma }: Database): Promise<Operator[]> {
  const found = await prisma.operator.findMany({ orderBy: { operator_id: 'asc' }, select: operatorColumns })
  return found.map(operatorOf)
}

export const firstAdminEmail = 'admin@localhost'

/** Makes the first admin where there is no operator yet. @returns undefined where there is one */
export async function createFirstAdmin(
  writer: Writer,
): Promise<(Operator & { password: string }) | undefined> {
  if ((await listOperators(writer.database)).length > 0) return undefined
  try {
    return await createOperator(writer, { name: 'Admin', email: firstAdminEmail, role: 'admin' })
  } catch (error) {
    // Another server on the same database was quicker, and has said the password.
    if ((await listOperators(writer.database)).length > 0) return undefined
    throw error
  }
}

function changeOf(before: Operator | null, after: Operator) {
  return { answer: after, entity: 'operators', entity_id: after.operator_id, before, after }
}
