import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { ofWords, where } from '../../analytics/where.ts'
import { contentType, genre, limit } from '../../procedure/fields/filters.ts'
import { Id, parameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { findTitle } from './find-title.ts'
import { TitleOf } from './title-of.ts'

/** Which titles are watched by those who watch this one? score is null for what is like it by its words alone. */
export const SimilarTitle = TitleOf.extend({
  score: z.number().nullable().meta({
    description: 'Compares within this list alone; null: of the same genre and type, nearest in year.',
  }),
}).meta({
  example: {
    content_id: '12',
    title: 'Quiet Rooms',
    genre: 'Drama',
    content_type: 'Series',
    release_year: 2021,
    score: 0.1973,
  },
})

export const similarContent = procedure
  .meta({
    method: 'GET',
    path: '/api/similar-content/{content_id}',
    summary: 'Similar titles',
    description:
      'Titles that watching this one speaks for most, by the current model. A title that it does not know, or knows too little of, gets titles of its genre and type after them, those of the nearest years first.',
    tag: 'Recommendations',
    access: 'catalogue',
    csv: true,
  })
  .input(parameters({ content_id: Id, genre, content_type: contentType, limit: limit(10, 100) }))
  .output(z.array(SimilarTitle))
  .query(({ ctx, input }) =>
    ctx.database.snapshot(async (query) => {
      const title = await findTitle(query, input.content_id)
      const columns = Prisma.sql`c.content_id::TEXT AS content_id, c.title, c.genre, c.content_type, c.release_year`
      const learnt = await query(
        Prisma.sql`
          SELECT ${columns}, n.weight AS score
          FROM recommendation_models AS m
          JOIN title_neighbours AS n ON n.model_version = m.model_version
          JOIN content AS c ON c.content_id = n.neighbour_id
          ${where(
            Prisma.sql`m.state = 'current' AND n.content_id = ${input.content_id}::INT8 AND n.weight > 0`,
            ofWords(input),
          )}
          ORDER BY n.weight DESC, c.content_id LIMIT ${input.limit}::INT8`,
        SimilarTitle,
      )
      if (learnt.length === input.limit) return learnt
      const except = [input.content_id, ...learnt.map(({ content_id }) => content_id)]
      const alike = await query(
        Prisma.sql`
          SELECT ${columns}, NULL::FLOAT8 AS score
          FROM content AS c
          ${where(
            Prisma.sql`c.genre = ${title.genre}::TEXT AND c.content_type = ${title.content_type}::TEXT`,
            Prisma.sql`NOT (c.content_id = ANY(${except}::INT8[]))`,
            ofWords(input),
          )}
          ORDER BY ABS(c.release_year - ${title.release_year}::INT4), c.rating DESC, c.content_id
          LIMIT ${input.limit - learnt.length}::INT8`,
        SimilarTitle,
      )
      return [...learnt, ...alike]
    }),
  )
