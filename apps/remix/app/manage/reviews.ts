import type { Caller } from '@streaming/trpc-router/server'
import { formatNumber } from '../format.ts'
import { reviewWords } from '../review-fields.ts'
import { type Resource, submit } from './resource.ts'

type Review = Awaited<ReturnType<Caller['reviews']['get']>>

export const reviews: Resource<Review> = {
  path: 'reviews',
  title: 'Reviews',
  noun: 'review',
  searches: 'Words, title or user',
  columns: [
    { label: 'Title', sort: 'title', value: ({ title }) => title },
    { label: 'User', sort: 'name', value: ({ name }) => name },
    { label: 'Rating', sort: 'rating', numeric: true, value: ({ rating }) => formatNumber(rating) },
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
      { name: 'content_id', label: 'Id of the title', required: true },
      {
        name: 'user_id',
        label: 'Id of the user',
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
    consequences: async () => ['Nothing else refers to it.'],
    run: (caller, [content_id = '', user_id = '']) => caller.reviews.delete({ content_id, user_id }),
  },
}
