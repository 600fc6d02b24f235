import type { Prisma } from '@streaming/db'
import { z } from 'zod'
import {
  createOperator,
  deleteOperator,
  example,
  findOperator,
  Operator,
  operatorColumns,
  operatorOf,
  operatorRole,
  resetPassword,
} from '../identity/operators.ts'
import { email, line, searchText } from '../procedure/fields/fields.ts'
import { Id, optionalParameters, parameters } from '../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../procedure/list/page.ts'
import { sortColumns } from '../procedure/list/sort-column.ts'
import { containsInAnyCase } from '../procedure/list/text-filter.ts'
import { procedure, router } from '../procedure/trpc.ts'

/** Those who run the service, as admins see them; identity/ has their rules, and signs them in. */

const by = sortColumns<Prisma.OperatorWhereInput, Prisma.OperatorOrderByWithRelationInput>()
const listing = {
  sorts: {
    created_at: by.instant(<T>(is: T) => ({ created_at: is })),
    name: by.text(<T>(is: T) => ({ name: is })),
    email: by.text(<T>(is: T) => ({ email: is })),
    role: by.text(<T>(is: T) => ({ role: is })),
  },
  key: { operator_id: by.id(<T>(is: T) => ({ operator_id: is })) },
}

const key = { operator_id: Id }
const path = '/api/operators/{operator_id}'
const administration = { tag: 'Access', access: 'administration' } as const
const WithPassword = z
  .object({ ...Operator.shape, password: z.string() })
  .meta({ example: { ...example, password: 'kq2v…' } })

export const operators = router({
  list: procedure
    .meta({
      ...administration,
      method: 'GET',
      path: '/api/operators',
      summary: 'Operators',
      description: 'Admins and analysts, newest first or as sort says.',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a name or e-mail'),
        role: operatorRole.optional(),
        ...pageParameters(['created_at', 'name', 'email', 'role'], 'desc'),
      }),
    )
    .output(pageOf(Operator, example))
    .query(({ ctx, input }) =>
      page(
        listing,
        input,
        [matching(input.search), input.role === undefined ? undefined : { role: input.role }],
        async (query) =>
          (await ctx.database.prisma.operator.findMany({ ...query, select: operatorColumns })).map(
            operatorOf,
          ),
      ),
    ),
  get: procedure
    .meta({
      ...administration,
      method: 'GET',
      path,
      summary: 'One operator',
      description: 'The operator with this id.',
    })
    .input(parameters(key))
    .output(Operator)
    .query(({ ctx, input }) => findOperator(ctx.database, input)),
  create: procedure
    .meta({
      ...administration,
      method: 'POST',
      status: 201,
      path: '/api/operators',
      summary: 'Add an operator',
      description:
        'Makes an operator, and a password that is answered this once. An e-mail address that is taken is a conflict.',
    })
    .input(parameters({ name: line('a name', 'Jonas Brandt'), email, role: operatorRole }))
    .output(WithPassword)
    .mutation(({ ctx, input }) => createOperator(ctx, input)),
  resetPassword: procedure
    .meta({
      ...administration,
      method: 'POST',
      path: `${path}/password`,
      summary: 'Make a new password',
      description: 'Makes a new password, which is answered this once, and ends the operator’s sessions.',
    })
    .input(parameters(key))
    .output(WithPassword)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),
  delete: procedure
    .meta({
      ...administration,
      method: 'DELETE',
      path,
      summary: 'Delete an operator',
      description: 'Deletes an operator with their sessions. The last admin stays: that is a conflict.',
    })
    .input(parameters(key))
    .output(Operator)
    .mutation(({ ctx, input }) => deleteOperator(ctx, input)),
})

function matching(text: string | undefined): Prisma.OperatorWhereInput | undefined {
  if (!text) return undefined
  const part = containsInAnyCase(text)
  return { OR: [{ name: part }, { email: part }] }
}
