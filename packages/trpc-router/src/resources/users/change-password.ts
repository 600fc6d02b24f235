import { z } from 'zod'
import { hashPassword } from '../../identity/password.ts'
import { badRequest } from '../../procedure/errors.ts'
import { newPassword } from '../../procedure/fields/fields.ts'
import { Id, parameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { write } from '../write.ts'
import { requireUserPassword } from './require-user-password.ts'
import { findUser, User } from './user-row.ts'

/** Ends every session of the user: whoever knew the old password is out. No password is in an answer or the audit trail. */
export const changePassword = procedure
  .meta({
    method: 'PUT',
    path: '/api/users/{user_id}/password',
    summary: 'Change of password',
    description:
      'Sets a user’s password and ends their sessions. Members give the current one too; admins need not.',
    tag: 'Operations',
    access: 'own-write',
  })
  .input(
    parameters({
      user_id: Id,
      password: newPassword,
      current_password: z.string('expected the current password').max(200).optional(),
    }),
  )
  .output(User)
  .mutation(async ({ ctx, input }) => {
    if (ctx.actor.role !== 'admin') {
      if (input.current_password === undefined)
        throw badRequest('current_password', 'expected the current password, it is missing')
      await requireUserPassword(ctx.database, input.user_id, input.current_password)
    }
    const password = await hashPassword(input.password)
    return write(ctx, 'users.changePassword', async (transaction) => {
      const { prisma } = transaction
      const user = await findUser(transaction, input.user_id)
      const user_id = BigInt(input.user_id)
      await prisma.user.update({ where: { user_id }, data: { password }, select: { user_id: true } })
      await prisma.session.deleteMany({ where: { user_id } })
      return { answer: user, entity: 'users', entity_id: user.user_id, before: user, after: user }
    })
  })
