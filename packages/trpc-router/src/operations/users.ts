import type { Prisma } from '@streaming/db'
import { z } from 'zod'
import { limit, plan } from '../filters.ts'
import { Id, optionalParameters } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'

/** A subscriber as others may see them: never a password or its hash. */
export const User = z.object({ user_id: Id, name: z.string(), email: z.string(), subscription: z.string() })

export const UserPage = z.object({ items: z.array(User), next_cursor: Id.nullable() }).meta({
  example: {
    items: [{ user_id: '1', name: 'Mara Keller', email: 'mara.keller@example.com', subscription: 'Premium' }],
    next_cursor: null,
  },
})

const search = z
  .string('expected part of a name or e-mail, or an id')
  .trim()
  .max(200, 'expected at most 200 characters')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds every character but this one
  .refine((text) => !/\u0000/.test(text), 'expected text without zero characters')
  .optional()
  .meta({ description: 'Part of a name or e-mail in any case, or an id.', example: 'keller' })

export const users = router({
  list: procedure
    .meta({
      path: '/api/users',
      summary: 'Users',
      description:
        'Users by id, those whose name or e-mail contains the search text or whose id it is. next_cursor is null on the last page.',
      tag: 'Operations',
      csv: false,
    })
    .input(
      optionalParameters({
        search,
        plan: plan.describe('Only users on this plan.'),
        limit: limit(50, 200),
        cursor: Id.optional().meta({ description: 'next_cursor of the page before.' }),
      }),
    )
    .output(UserPage)
    .query(async ({ ctx, input }) => {
      const rows = await ctx.database.prisma.users.findMany({
        where: {
          AND: [
            matching(input.search ?? ''),
            input.plan === undefined
              ? {}
              : { subscription: { name: { equals: literally(input.plan), mode: 'insensitive' } } },
            input.cursor === undefined ? {} : { user_id: { gt: BigInt(input.cursor) } },
          ],
        },
        select: { user_id: true, name: true, email: true, subscription: { select: { name: true } } },
        orderBy: { user_id: 'asc' },
        take: input.limit + 1,
      })
      const items = rows.slice(0, input.limit).map(({ user_id, name, email, subscription }) => ({
        user_id: String(user_id),
        name,
        email,
        subscription: subscription.name,
      }))
      return { items, next_cursor: rows.length > input.limit ? (items.at(-1)?.user_id ?? null) : null }
    }),
})

function matching(text: string): Prisma.usersWhereInput {
  if (text === '') return {}
  const part = { contains: literally(text), mode: 'insensitive' as const }
  const id = Id.safeParse(text)
  return { OR: [{ name: part }, { email: part }, ...(id.success ? [{ user_id: BigInt(id.data) }] : [])] }
}

/** Prisma compares without regard to case by LIKE, whose wildcards are letters here. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
