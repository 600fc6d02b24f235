import { type Database, Prisma } from '@streaming/db'
import { z } from 'zod'
import { conflict, notFound } from '../errors.ts'
import { Id, InstantRow } from '../schemas.ts'
import { refuseTakenEmail } from '../writes/users.ts'
import { type Writer, write } from '../writes/write.ts'
import { hashPassword } from './password.ts'
import { createToken } from './token.ts'

/** Those who run the service. */

export const OperatorRow = z.object({
  operator_id: Id,
  name: z.string(),
  email: z.string(),
  role: z.enum(['admin', 'analyst']),
  created_at: InstantRow,
})
export type OperatorRow = z.output<typeof OperatorRow>

const columns = Prisma.sql`o.operator_id::TEXT AS operator_id, o.name, o.email, o.role, o.created_at`

/** @returns the operator, and a password made for them that is shown this once */
export async function createOperator(
  writer: Writer,
  { name, email, role }: { name: string; email: string; role: 'admin' | 'analyst' },
): Promise<OperatorRow & { password: string }> {
  const password = createToken()
  const hash = await hashPassword(password)
  return write(writer, 'operators.create', async (query) => {
    await refuseTakenEmail(query, email, {})
    const [row] = await query(
      Prisma.sql`
        INSERT INTO operators AS o (name, email, password, role) VALUES (${name}, ${email}, ${hash}, ${role})
        RETURNING ${columns}`,
      OperatorRow,
    )
    if (row === undefined) throw new Error('RETURNING gives the row that was written')
    return {
      answer: { ...row, password },
      entity: 'operators',
      entity_id: row.operator_id,
      before: null,
      after: row,
    }
  })
}

/** Makes a new password and ends every session of the operator. */
export async function resetPassword(
  writer: Writer,
  email: string,
): Promise<OperatorRow & { password: string }> {
  const password = createToken()
  const hash = await hashPassword(password)
  return write(writer, 'operators.resetPassword', async (query) => {
    const [row] = await query(
      Prisma.sql`UPDATE operators AS o SET password = ${hash} WHERE o.email = ${email} RETURNING ${columns}`,
      OperatorRow,
    )
    if (row === undefined) throw notFound(`operator ${email}`)
    await query(Prisma.sql`DELETE FROM sessions WHERE operator_id = ${row.operator_id}::INT8`, z.never())
    return {
      answer: { ...row, password },
      entity: 'operators',
      entity_id: row.operator_id,
      before: row,
      after: row,
    }
  })
}

/** @throws TRPCError when it is the last admin: nobody could let anybody in again but by the command line */
export function deleteOperator(writer: Writer, email: string): Promise<OperatorRow> {
  return write(writer, 'operators.delete', async (query) => {
    const all = await query(Prisma.sql`SELECT ${columns} FROM operators AS o`, OperatorRow)
    const row = all.find((operator) => operator.email === email)
    if (row === undefined) throw notFound(`operator ${email}`)
    if (row.role === 'admin' && all.filter(({ role }) => role === 'admin').length === 1)
      throw conflict('email', `${email} is the last admin`)
    await query(Prisma.sql`DELETE FROM operators WHERE operator_id = ${row.operator_id}::INT8`, z.never())
    return { answer: row, entity: 'operators', entity_id: row.operator_id, before: row, after: null }
  })
}

export function listOperators(database: Database): Promise<OperatorRow[]> {
  return database.query(Prisma.sql`SELECT ${columns} FROM operators AS o ORDER BY o.operator_id`, OperatorRow)
}

export const firstAdminEmail = 'admin@localhost'

/** Makes the first admin where there is no operator yet. @returns undefined where there is one */
export async function createFirstAdmin(
  writer: Writer,
): Promise<(OperatorRow & { password: string }) | undefined> {
  if ((await listOperators(writer.database)).length > 0) return undefined
  try {
    return await createOperator(writer, { name: 'Admin', email: firstAdminEmail, role: 'admin' })
  } catch (error) {
    // Another server on the same database was quicker, and has said the password.
    if ((await listOperators(writer.database)).length > 0) return undefined
    throw error
  }
}
