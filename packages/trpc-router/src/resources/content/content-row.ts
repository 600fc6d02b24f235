import type { Prisma, Transaction } from '@streaming/db'
import { z } from 'zod'
import { notFound } from '../../procedure/errors.ts'
import { Day, Id, Rating } from '../../procedure/fields/schemas.ts'

export const example = {
  content_id: '1',
  title: 'Quiet Rooms',
  genre: 'Drama',
  release_year: 2021,
  content_type: 'Film',
  rating: 8.5,
  runtime_minutes: 106,
  released_on: '2021-03-12',
}
export const Content = z
  .object({
    content_id: Id,
    title: z.string(),
    genre: z.string(),
    release_year: z.int(),
    content_type: z.string(),
    rating: Rating.meta({ description: 'Editorial rating, 0 to 10.' }),
    runtime_minutes: z.int().nullable().meta({
      description: 'Length of the film, or of one episode of the series; null: not known.',
    }),
    released_on: Day.nullable().meta({ description: 'Day of first release; null: not known.' }),
  })
  .meta({ example })
export type Content = z.output<typeof Content>

export function contentOf({ content_id, rating, released_on, ...title }: Prisma.TitleModel): Content {
  return {
    ...title,
    content_id: String(content_id),
    rating: rating.toNumber(),
    released_on: released_on === null ? null : released_on.toISOString().slice(0, 10),
  }
}

/** Midnight UTC of that day, as Prisma takes days. */
export function dateOf(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`)
}

/** @throws TRPCError NOT_FOUND */
export async function findContent({ prisma }: Pick<Transaction, 'prisma'>, id: string): Promise<Content> {
  const title = await prisma.title.findUnique({ where: { content_id: BigInt(id) } })
  if (title === null) throw notFound(`title ${id}`)
  return contentOf(title)
}
