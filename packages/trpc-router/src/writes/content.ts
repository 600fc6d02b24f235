import { foldDeltas, moveTitle, Prisma, type Query } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { notFound } from '../errors.ts'
import { Count, Id, Rating } from '../schemas.ts'
import { type Idempotency, type Writer, write } from './write.ts'

/** Rules for titles: one that was watched or reviewed cannot be deleted. */

export const ContentRow = z.object({
  content_id: Id,
  title: z.string(),
  genre: z.string(),
  release_year: z.coerce.number().int(),
  content_type: z.string(),
  rating: Rating,
})
export type ContentRow = z.infer<typeof ContentRow>
export type ContentFields = Omit<ContentRow, 'content_id'>

export const contentColumns = Prisma.sql`
  c.content_id::TEXT AS content_id, c.title, c.genre, c.release_year, c.content_type, c.rating`

export function createContent(
  writer: Writer,
  fields: ContentFields,
  idempotency: Idempotency,
): Promise<ContentRow> {
  const { title, genre, release_year, content_type, rating } = fields
  return write(
    writer,
    'content.create',
    async (query) => {
      const [content] = await query(
        Prisma.sql`
          INSERT INTO content AS c (title, genre, release_year, content_type, rating)
          VALUES (${title}, ${genre}, ${release_year}::INT2, ${content_type}, ${rating}::DECIMAL(3, 1))
          RETURNING ${contentColumns}`,
        ContentRow,
      )
      return changeOf(content, null)
    },
    idempotency,
  )
}

export function updateContent(
  writer: Writer,
  id: string,
  fields: Partial<ContentFields>,
): Promise<ContentRow> {
  return write(writer, 'content.update', async (query) => {
    const before = await findContent(query, id)
    const { title, genre, release_year, content_type, rating } = { ...before, ...fields }
    if (genre !== before.genre || content_type !== before.content_type)
      await moveTitle(query, id, before, { genre, content_type })
    const [content] = await query(
      Prisma.sql`
        UPDATE content AS c
        SET title = ${title}, genre = ${genre}, release_year = ${release_year}::INT2,
          content_type = ${content_type}, rating = ${rating}::DECIMAL(3, 1)
        WHERE c.content_id = ${id}::INT8
        RETURNING ${contentColumns}`,
      ContentRow,
    )
    return changeOf(content, before)
  })
}

export function deleteContent(writer: Writer, id: string): Promise<ContentRow> {
  return write(writer, 'content.delete', async (query) => {
    const before = await findContent(query, id)
    const [{ watches, reviews } = { watches: 0, reviews: 0 }] = await query(
      Prisma.sql`
        SELECT (SELECT COUNT(*) FROM watchhistory WHERE content_id = ${id}::INT8)::INT8 AS watches,
          (SELECT COUNT(*) FROM reviews WHERE content_id = ${id}::INT8)::INT8 AS reviews`,
      z.object({ watches: Count, reviews: Count }),
    )
    if (watches + reviews > 0)
      throw new TRPCError({
        code: 'CONFLICT',
        message: `The title ${before.title} cannot be deleted: it has ${watches} ${watches === 1 ? 'watch' : 'watches'} and ${reviews} ${reviews === 1 ? 'review' : 'reviews'}.`,
      })
    // Deltas of watches that came and went find their genre by the title.
    await foldDeltas(query)
    await query(Prisma.sql`DELETE FROM content WHERE content_id = ${id}::INT8`, z.never())
    return { answer: before, entity: 'content', entity_id: id, before, after: null }
  })
}

export async function findContent(query: Query, id: string): Promise<ContentRow> {
  const [content] = await query(
    Prisma.sql`SELECT ${contentColumns} FROM content AS c WHERE c.content_id = ${id}::INT8`,
    ContentRow,
  )
  if (content === undefined) throw notFound(`title ${id}`)
  return content
}

function changeOf(content: ContentRow | undefined, before: ContentRow | null) {
  if (content === undefined) throw new Error('RETURNING gives the row that was written')
  return { answer: content, entity: 'content', entity_id: content.content_id, before, after: content }
}
