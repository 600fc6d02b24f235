import type { Caller } from '@streaming/trpc-router/server'
import { formatNumber } from '../format.ts'
import { type Resource, submit } from './resource.ts'

type Title = Awaited<ReturnType<Caller['content']['get']>>

const fields = [
  { name: 'title', label: 'Title', required: true },
  { name: 'genre', label: 'Genre', required: true },
  { name: 'content_type', label: 'Type', required: true, help: 'Film or Series, or a word of your own.' },
  { name: 'release_year', label: 'Year of first release', kind: 'number', required: true },
  { name: 'rating', label: 'Editorial rating, 0 to 10', kind: 'number', required: true },
] as const

export const titles: Resource<Title> = {
  path: 'titles',
  title: 'Titles',
  noun: 'title',
  searches: 'Title',
  columns: [
    { label: 'Title', sort: 'title', value: ({ title }) => title },
    { label: 'Genre', sort: 'genre', value: ({ genre }) => genre },
    { label: 'Type', sort: 'content_type', value: ({ content_type }) => content_type },
    { label: 'Year', sort: 'release_year', numeric: true, value: ({ release_year }) => String(release_year) },
    { label: 'Rating', sort: 'rating', numeric: true, value: ({ rating }) => formatNumber(rating) },
    { label: 'Id', sort: 'content_id', numeric: true, value: ({ content_id }) => content_id },
  ],
  list: (caller, query) => caller.content.list(query),
  get: (caller, [content_id = '']) => caller.content.get({ content_id }),
  key: ({ content_id }) => [content_id],
  label: ({ title }) => title,
  create: { fields, run: (caller, input) => submit(caller.content.create, input), idempotent: true },
  forms: [
    {
      intent: 'update',
      title: 'Details',
      submit: 'Save',
      fields,
      values: ({ title, genre, content_type, release_year, rating }) => ({
        title,
        genre,
        content_type,
        release_year: String(release_year),
        rating: String(rating),
      }),
      changesOnly: true,
      run: (caller, [content_id = ''], input) => caller.content.update({ ...input, content_id }),
    },
  ],
  remove: {
    verb: 'Delete',
    async consequences(caller, { content_id }) {
      const watches = await caller.watchHistory.list({ content_id, limit: 1 })
      const reviews = await caller.reviews.list({ content_id, limit: 1 })
      const refer = [
        ...(watches.items.length > 0 ? ['watches'] : []),
        ...(reviews.items.length > 0 ? ['reviews'] : []),
      ]
      return refer.length === 0
        ? ['Nobody has watched or reviewed it.']
        : [`It has ${refer.join(' and ')}: while there are any, it cannot be deleted.`]
    },
    run: (caller, [content_id = '']) => caller.content.delete({ content_id }),
  },
}
