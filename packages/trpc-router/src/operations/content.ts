import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { ofWords } from '../analytics/where.ts'
import { answering } from '../answering.ts'
import { idempotencyKey, line, ratingGiven, releaseYear, searchText } from '../fields.ts'
import { contentType, genre } from '../filters.ts'
import { contains, page, pageOf, pageParameters } from '../page.ts'
import { Id, optionalParameters, parameters, Rating } from '../schemas.ts'
import { procedure, router } from '../trpc.ts'
import {
  contentColumns,
  createContent,
  deleteContent,
  findContent,
  updateContent,
} from '../writes/content.ts'
import { changeable, patch } from './patch.ts'

const example = {
  content_id: '1',
  title: 'Quiet Rooms',
  genre: 'Drama',
  release_year: 2021,
  content_type: 'Film',
  rating: 8.5,
}
export const Content = z
  .object({
    content_id: Id,
    title: z.string(),
    genre: z.string(),
    release_year: z.coerce.number().int(),
    content_type: z.string(),
    rating: Rating.meta({ description: 'Editorial rating, 0 to 10.' }),
  })
  .meta({ example })

const tag = 'Operations' as const
const key = { content_id: Id }
const fields = {
  title: line('a title', 'Quiet Rooms'),
  genre: line('a genre', 'Drama', 100),
  release_year: releaseYear,
  content_type: line('a content type', 'Film', 100),
  rating: ratingGiven,
}
const listing = {
  select: Prisma.sql`SELECT ${contentColumns} FROM content AS c`,
  row: Content,
  sorts: {
    content_id: { sql: Prisma.sql`c.content_id`, type: 'INT8' },
    title: { sql: Prisma.sql`c.title`, type: 'TEXT' },
    genre: { sql: Prisma.sql`c.genre`, type: 'TEXT' },
    content_type: { sql: Prisma.sql`c.content_type`, type: 'TEXT' },
    release_year: { sql: Prisma.sql`c.release_year`, type: 'INT8' },
    rating: { sql: Prisma.sql`c.rating`, type: 'DECIMAL' },
  },
  key: { content_id: { sql: Prisma.sql`c.content_id`, type: 'INT8' } },
} as const

export const content = router({
  list: procedure
    .meta({
      method: 'GET',
      path: '/api/content',
      summary: 'Titles',
      description: 'Titles by id, or as sort says: those whose title contains the search text.',
      tag,
      access: 'catalogue',
    })
    .input(
      optionalParameters({
        search: searchText('part of a title'),
        genre,
        content_type: contentType,
        ...pageParameters(['content_id', 'title', 'genre', 'content_type', 'release_year', 'rating'], 'asc'),
      }),
    )
    .query(
      answering(pageOf(Content, example), ({ ctx, input }) =>
        page(ctx.database.query, listing, input, [
          contains([Prisma.sql`c.title`], input.search),
          ofWords(input),
        ]),
      ),
    ),
  get: procedure
    .meta({
      method: 'GET',
      path: '/api/content/{content_id}',
      summary: 'One title',
      description: 'The title with this id.',
      tag,
      access: 'catalogue',
    })
    .input(parameters(key))
    .query(answering(Content, ({ ctx, input }) => findContent(ctx.database.prepared, input.content_id))),
  create: procedure
    .meta({
      method: 'POST',
      status: 201,
      path: '/api/content',
      summary: 'Add a title',
      description:
        'Makes a title. Titles are not unique, since remakes share them: an idempotency key keeps a repeated request from making two.',
      tag,
      access: 'administration',
    })
    .input(parameters({ ...fields, idempotency_key: idempotencyKey }))
    .output(Content)
    .mutation(({ ctx, input: { idempotency_key, ...request } }) =>
      createContent(ctx, request, { idempotency_key, request }),
    ),
  update: procedure
    .meta({
      method: 'PATCH',
      path: '/api/content/{content_id}',
      summary: 'Change a title',
      description: 'Changes the fields that are given.',
      tag,
      access: 'administration',
    })
    .input(
      patch(key, {
        title: changeable(fields.title),
        genre: changeable(fields.genre),
        release_year: changeable(fields.release_year),
        content_type: changeable(fields.content_type),
        rating: changeable(fields.rating),
      }),
    )
    .output(Content)
    .mutation(({ ctx, input: { content_id, ...changes } }) => updateContent(ctx, content_id, changes)),
  delete: procedure
    .meta({
      method: 'DELETE',
      path: '/api/content/{content_id}',
      summary: 'Delete a title',
      description:
        'Deletes a title that nobody watched or reviewed, and answers what it was; any other is a conflict.',
      tag,
      access: 'administration',
    })
    .input(parameters(key))
    .output(Content)
    .mutation(({ ctx, input }) => deleteContent(ctx, input.content_id)),
})
