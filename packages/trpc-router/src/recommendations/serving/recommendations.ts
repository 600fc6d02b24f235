import { z } from 'zod'
import { contentType, genre, limit } from '../../procedure/fields/filters.ts'
import { Id, parameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { popularTitles } from './popular-titles.ts'
import { recommendedTitles } from './recommended-titles.ts'
import { requireUser } from './require-user.ts'
import { TitleOf } from './title-of.ts'

/** Which titles will this user want, and why? score is null for what is there because it is popular. */
const Because = z.object({
  text: z.string().meta({ description: 'The reason in words.' }),
  titles: z
    .array(z.object({ content_id: Id, title: z.string() }))
    .meta({ description: 'Of the user’s history, those that weigh most; none for what is popular.' }),
})
export const Recommendation = TitleOf.extend({
  score: z.number().nullable().meta({ description: 'Compares within this list alone; null: it is popular.' }),
  because: Because,
}).meta({
  example: {
    content_id: '12',
    title: 'Quiet Rooms',
    genre: 'Drama',
    content_type: 'Series',
    release_year: 2021,
    score: 0.8214,
    because: { text: 'Because of Night Ferry', titles: [{ content_id: '3', title: 'Night Ferry' }] },
  },
})

export const recommendations = procedure
  .meta({
    method: 'GET',
    path: '/api/recommendations/{user_id}',
    summary: 'Recommendations for a user',
    description:
      'Titles for this user, best first, by their watches up to this moment, each with the reason. What they finished (90 percent and more of a play) or left at once (less than 10) is left out. Where the model knows too little, the list is filled with what is popular now, in the genre they watch most if there is one.',
    tag: 'Recommendations',
    access: 'own',
  })
  .input(parameters({ user_id: Id, genre, content_type: contentType, limit: limit(10, 100) }))
  .output(z.array(Recommendation))
  .query(({ ctx, input }) =>
    ctx.database.snapshot(async (query) => {
      await requireUser(query, input.user_id)
      const learnt = (await recommendedTitles(query, input)).map(({ because, ...title }) => ({
        ...title,
        because: {
          text: `Because of ${because.map(({ title: name }) => name).join(' and ')}`,
          titles: because,
        },
      }))
      if (learnt.length === input.limit) return learnt
      const popular = await popularTitles(
        query,
        input,
        learnt.map(({ content_id }) => content_id),
      )
      return [
        ...learnt,
        ...popular.map(({ liked, ...title }) => ({
          ...title,
          score: null,
          because: { text: liked ? `Popular in ${title.genre} now` : 'Popular now', titles: [] },
        })),
      ]
    }),
  )
