import type { Caller } from '@streaming/trpc-router/server'
import { reviewWords } from '../../account/review-fields.ts'
import { formatRating } from '../../display/format.ts'
import { userPage } from '../page-paths.ts'
import { type Resource, submit } from '../resource.ts'

type Review = Awaited<ReturnType<Caller['reviews']['get']>>

export const reviews: Resource<Review> = {
  path: 'reviews',
  api: '/api/reviews',
  entity: 'reviews',
  title: 'Reviews',
  noun: 'review',
  searches: 'Words, title or user',
  columns: [
    { label: 'Title', sort: 'title', value: ({ title }) => title },
    { label: 'User', sort: 'name', value: ({ name }) => name, to: userPage },
    { label: 'Rating', sort: 'rating', numeric: true, value: ({ rating }) => formatRating(rating) },
    {
      label: 'Review',
      wide: true,
      value: ({ review_text: text }) => (text.length > 90 ? `${text.slice(0, 90).trimEnd()}…` : text),
    },
  ],
  list: (caller, query) => caller.reviews.list(query),
  get: (caller, [content_id = '', user_id = '']) => caller.reviews.get({ content_id, user_id }),
  key: ({ content_id, user_id }) => [content_id, user_id],
  label: ({ title, name }) => `${title}, by ${name}`,
  create: {
    fields: [
      { name: 'content_id', label: 'Title', kind: 'title', required: true },
      {
        name: 'user_id',
        label: 'User',
        kind: 'user',
        required: true,
        help: 'A user has one review of a title: writing again replaces it.',
      },
      ...reviewWords,
    ],
    run: (caller, input) => submit(caller.reviews.create, { review_text: '', ...input }),
  },
  forms: [
    {
      intent: 'update',
      title: 'Review',
      submit: 'Save',
      fields: reviewWords,
      values: ({ rating, review_text }) => ({ rating: String(rating), review_text }),
      changesOnly: true,
      run: (caller, [content_id = '', user_id = ''], input) =>
        caller.reviews.update({ ...input, content_id, user_id }),
    },
  ],
  remove: {
    verb: 'Delete',
    consequences: async () => ({ sentences: ['Nothing else refers to it.'] }),
    run: (caller, [content_id = '', user_id = '']) => caller.reviews.delete({ content_id, user_id }),
  },
}
