import { Prisma, type Query } from '@streaming/db'
import { notFound } from '../../procedure/errors.ts'
import { TitleOf } from './title-of.ts'

/** In the same snapshot as what is asked of the title. @throws TRPCError NOT_FOUND */
export async function findTitle(query: Query, id: string) {
  const [title] = await query(
    Prisma.sql`
      SELECT c.content_id::TEXT AS content_id, c.title, c.genre, c.content_type, c.release_year
      FROM content AS c WHERE c.content_id = ${id}::INT8`,
    TitleOf,
  )
  if (title === undefined) throw notFound(`title ${id}`)
  return title
}
