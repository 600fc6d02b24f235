import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { ofRowWord } from '../analytics/where.ts'
import { answering } from '../answering.ts'
import { badRequest } from '../errors.ts'
import { email, line, newPassword, searchText } from '../fields.ts'
import { plan } from '../filters.ts'
import { hashPassword } from '../identity/password.ts'
import { requireUserPassword } from '../identity/require-user-password.ts'
import { contains, page, pageOf, pageParameters } from '../page.ts'
import { Id, optionalParameters, parameters } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'
import {
  changePassword,
  changePlan,
  createUser,
  deleteUser,
  findUser,
  updateUser,
  userColumns,
  userTables,
} from '../writes/users.ts'
import { changeable, patch } from './patch.ts'

const example = {
  user_id: '1',
  name: 'Mara Keller',
  email: 'mara.keller@example.com',
  subscription_id: '1',
  subscription: 'Premium',
}
/** A subscriber as others may see them: never a password or its hash. */
export const User = z
  .object({
    user_id: Id,
    name: z.string(),
    email: z.string(),
    subscription_id: Id,
    subscription: z.string().meta({ description: 'Name of the plan the user is on now.' }),
  })
  .meta({ example })

const tag = 'Operations' as const
const key = { user_id: Id }
const fields = { name: line('a name', 'Mara Keller'), email }
const listing = {
  select: Prisma.sql`SELECT ${userColumns} FROM ${userTables}`,
  row: User,
  sorts: {
    user_id: { sql: Prisma.sql`u.user_id`, type: 'INT8' },
    name: { sql: Prisma.sql`u.name`, type: 'TEXT' },
    email: { sql: Prisma.sql`u.email`, type: 'TEXT' },
    subscription: { sql: Prisma.sql`s.name`, type: 'TEXT' },
  },
  key: { user_id: { sql: Prisma.sql`u.user_id`, type: 'INT8' } },
} as const

export const users = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/users',
      summary: 'Users',
      description:
        'Users by id, or as sort says: those whose name or e-mail contains the search text or whose id it is. next_cursor is null on the last page.',
      tag,
      access: 'reports',
    })
    .input(
      optionalParameters({
        search: searchText('part of a name or e-mail, or an id').meta({ example: 'keller' }),
        plan: plan.describe('Only users on this plan.'),
        ...pageParameters(['user_id', 'name', 'email', 'subscription'], 'asc'),
      }),
    )
    .query(
      answering(pageOf(User, example), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [matching(input.search), ofRowWord('s.name', input.plan)]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path: '/api/users/{user_id}',
      summary: 'One user',
      description: 'The user with this id.',
      tag,
      access: 'own',
    })
    .input(parameters(key))
    .query(answering(User, ({ ctx, input }) => findUser(ctx.database.query, input.user_id))),
  create: procedure
    .meta({
      method: 'POST',
      status: 201,
      path: '/api/users',
      summary: 'Add a user',
      description:
        'Makes a subscriber, who can sign in at once. An e-mail address that is taken is a conflict.',
      tag,
      access: 'administration',
    })
    .input(parameters({ ...fields, password: newPassword, subscription_id: Id }))
    .output(User)
    .mutation(async ({ ctx, input: { password, ...input } }) =>
      createUser(ctx, { ...input, password_hash: await hashPassword(password) }),
    ),
  update: procedure
    .meta({
      method: 'PATCH',
      path: '/api/users/{user_id}',
      summary: 'Change a user',
      description: 'Changes name or e-mail. Plan and password have operations of their own.',
      tag,
      access: 'administration',
    })
    .input(patch(key, { name: changeable(fields.name), email: changeable(fields.email) }))
    .output(User)
    .mutation(({ ctx, input: { user_id, ...changes } }) => updateUser(ctx, user_id, changes)),
  changePlan: procedure
    .meta({
      method: 'PUT',
      path: '/api/users/{user_id}/plan',
      summary: 'Change of plan',
      description:
        'Puts a user on another plan, from now on. What they watched and paid before stays as it is.',
      tag,
      access: 'administration',
    })
    .input(parameters({ ...key, subscription_id: Id }))
    .output(User)
    .mutation(({ ctx, input }) => changePlan(ctx, input.user_id, input.subscription_id)),
  changePassword: procedure
    .meta({
      method: 'PUT',
      path: '/api/users/{user_id}/password',
      summary: 'Change of password',
      description:
        'Sets a user’s password and ends their sessions. Members give the current one too; admins need not.',
      tag,
      access: 'own-write',
    })
    .input(
      parameters({
        ...key,
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
      return changePassword(ctx, input.user_id, await hashPassword(input.password))
    }),
  delete: procedure
    .meta({
      method: 'DELETE',
      path: '/api/users/{user_id}',
      summary: 'Delete a user',
      description:
        'Deletes a user with their watches and reviews, and answers who it was. While payments refer to them, it is a conflict.',
      tag,
      access: 'administration',
    })
    .input(parameters(key))
    .output(User)
    .mutation(({ ctx, input }) => deleteUser(ctx, input.user_id)),
})

function matching(text: string | undefined): Prisma.Sql | undefined {
  const part = contains([Prisma.sql`u.name`, Prisma.sql`u.email`], text)
  const id = Id.safeParse(text)
  return part !== undefined && id.success ? Prisma.sql`(${part} OR u.user_id = ${id.data}::INT8)` : part
}
