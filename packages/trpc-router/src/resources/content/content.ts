import { moveTitle, type Prisma, type Transaction } from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { idempotencyKey, line, searchText } from '../../procedure/fields/fields.ts'
import { contentType, genre } from '../../procedure/fields/filters.ts'
import { day, minutes, ratingGiven, releaseYear } from '../../procedure/fields/number-fields.ts'
import { Id, optionalParameters, parameters } from '../../procedure/fields/schemas.ts'
import { page, pageOf, pageParameters } from '../../procedure/list/page.ts'
import { sortColumns } from '../../procedure/list/sort-column.ts'
import { containsInAnyCase, equalsInAnyCase } from '../../procedure/list/text-filter.ts'
import { changeable, patch } from '../../procedure/patch.ts'
import { procedure, router } from '../../procedure/trpc.ts'
import { write } from '../write.ts'
import { Content, contentOf, dateOf, example, findContent } from './content-row.ts'
import { contentWords } from './content-words.ts'
import { inKnownSpelling } from './known-spelling.ts'

/** Titles: one that was watched or reviewed cannot be deleted. */

const by = sortColumns<Prisma.TitleWhereInput, Prisma.TitleOrderByWithRelationInput>()
const content_id = by.id(<T>(is: T) => ({ content_id: is }))
const listing = {
  sorts: {
    content_id,
    title: by.text(<T>(is: T) => ({ title: is })),
    genre: by.text(<T>(is: T) => ({ genre: is })),
    content_type: by.text(<T>(is: T) => ({ content_type: is })),
    release_year: by.small(<T>(is: T) => ({ release_year: is })),
    rating: by.decimal(<T>(is: T) => ({ rating: is })),
  },
  key: { content_id },
}

const key = { content_id: Id }
const path = '/api/content/{content_id}'
const reading = { method: 'GET', tag: 'Operations', access: 'catalogue' } as const
const writing = { tag: 'Operations', access: 'administration' } as const
const fields = {
  title: line('a title', 'Quiet Rooms'),
  genre: line('a genre', 'Drama', 100),
  release_year: releaseYear,
  content_type: line('a content type', 'Film', 100),
  rating: ratingGiven,
  runtime_minutes: minutes.nullable(),
  released_on: day.nullable(),
}

export const content = router({
  list: procedure
    .meta({
      ...reading,
      path: '/api/content',
      summary: 'Titles',
      description: 'Titles by id, or as sort says: those whose title contains the search text.',
      csv: true,
    })
    .input(
      optionalParameters({
        search: searchText('part of a title'),
        genre,
        content_type: contentType,
        ...pageParameters(['content_id', 'title', 'genre', 'content_type', 'release_year', 'rating'], 'asc'),
      }),
    )
    .output(pageOf(Content, example))
    .query(({ ctx, input }) =>
      page(
        listing,
        input,
        [
          input.search ? { title: containsInAnyCase(input.search) } : undefined,
          input.genre === undefined ? undefined : { genre: equalsInAnyCase(input.genre) },
          input.content_type === undefined
            ? undefined
            : { content_type: equalsInAnyCase(input.content_type) },
        ],
        async (query) => (await ctx.database.prisma.title.findMany(query)).map(contentOf),
      ),
    ),
  get: procedure
    .meta({ ...reading, path, summary: 'One title', description: 'The title with this id.' })
    .input(parameters(key))
    .output(Content)
    .query(({ ctx, input }) => findContent(ctx.database, input.content_id)),
  words: contentWords,
  create: procedure
    .meta({
      ...writing,
      method: 'POST',
      status: 201,
      path: '/api/content',
      summary: 'Add a title',
      description:
        'Makes a title. Titles are not unique, since remakes share them: an idempotency key keeps a repeated request from making two. A genre or type that is there in another case of letters is written as it is there.',
    })
    .input(
      parameters({
        ...fields,
        runtime_minutes: fields.runtime_minutes.optional(),
        released_on: fields.released_on.optional(),
        idempotency_key: idempotencyKey,
      }),
    )
    .output(Content)
    .mutation(({ ctx, input: { idempotency_key, ...request } }) =>
      write(
        ctx,
        'content.create',
        async (transaction) => {
          const {
            runtime_minutes = null,
            released_on = null,
            ...given
          } = await inKnownSpelling(transaction, request)
          const data = { ...given, runtime_minutes, released_on: dateOf(released_on) }
          return changeOf(null, contentOf(await transaction.prisma.title.create({ data })))
        },
        { idempotency_key, request },
      ),
    ),
  update: procedure
    .meta({
      ...writing,
      method: 'PATCH',
      path,
      summary: 'Change a title',
      description: 'Changes the fields that are given.',
    })
    .input(
      patch(key, {
        title: changeable(fields.title),
        genre: changeable(fields.genre),
        release_year: changeable(fields.release_year),
        content_type: changeable(fields.content_type),
        rating: changeable(fields.rating),
        runtime_minutes: changeable(fields.runtime_minutes),
        released_on: changeable(fields.released_on),
      }),
    )
    .output(Content)
    .mutation(({ ctx, input: { content_id: id, ...changes } }) =>
      write(ctx, 'content.update', async (transaction) => {
        const { prisma, query } = transaction
        const before = await findContent(transaction, id)
        const respelled = await inKnownSpelling(transaction, changes, id)
        const { content_id: _id, ...fields } = { ...before, ...respelled }
        await moveTitle(query, id, before, fields)
        const where = { content_id: BigInt(id) }
        const data = { ...fields, released_on: dateOf(fields.released_on) }
        return changeOf(before, contentOf(await prisma.title.update({ where, data })))
      }),
    ),
  delete: procedure
    .meta({
      ...writing,
      method: 'DELETE',
      path,
      summary: 'Delete a title',
      description:
        'Deletes a title that nobody watched or reviewed, and answers what it was; any other is a conflict.',
    })
    .input(parameters(key))
    .output(Content)
    .mutation(({ ctx, input: { content_id: id } }) =>
      write(ctx, 'content.delete', async (transaction) => {
        const before = await findContent(transaction, id)
        await refuseIfReferredTo(transaction, before)
        // Watches that came and went find their genre by the title, where they are not folded yet.
        await moveTitle(transaction.query, id, before, undefined)
        await transaction.prisma.title.delete({ where: { content_id: BigInt(id) } })
        return { ...changeOf(before, before), after: null }
      }),
    ),
})

async function refuseIfReferredTo({ prisma }: Transaction, { content_id, title }: Content): Promise<void> {
  const { _count } = await prisma.title.findUniqueOrThrow({
    where: { content_id: BigInt(content_id) },
    select: { _count: { select: { watches: true, reviews: true } } },
  })
  const { watches, reviews } = _count
  if (watches + reviews > 0)
    throw new TRPCError({
      code: 'CONFLICT',
      message: `The title ${title} cannot be deleted: it has ${watches} ${watches === 1 ? 'watch' : 'watches'} and ${reviews} ${reviews === 1 ? 'review' : 'reviews'}.`,
    })
}

function changeOf(before: Content | null, after: Content) {
  return { answer: after, entity: 'content', entity_id: after.content_id, before, after }
}
