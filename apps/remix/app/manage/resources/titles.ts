import type { Caller } from '@streaming/trpc-router/server'
import { formatRating } from '../../display/format.ts'
import { genreFilter, typeFilter } from '../choices/filter-choices.ts'
import { type Resource, submit } from '../resource.ts'

type Title = Awaited<ReturnType<Caller['content']['get']>>

const fields = [
  { name: 'title', label: 'Title', required: true },
  { name: 'genre', label: 'Genre', required: true },
  { name: 'content_type', label: 'Type', required: true, help: 'Film or Series, or a word of your own.' },
  { name: 'release_year', label: 'Year of first release', kind: 'number', required: true },
  { name: 'rating', label: 'Editorial rating, 0 to 10', kind: 'number', required: true },
  {
    name: 'runtime_minutes',
    label: 'Length, minutes',
    kind: 'number',
    nullable: true,
    help: 'Of the film, or of one episode.',
  },
  { name: 'released_on', label: 'First released on', kind: 'day', nullable: true },
] as const

export const titles: Resource<Title> = {
  path: 'titles',
  api: '/api/content',
  entity: 'content',
  title: 'Titles',
  noun: 'title',
  searches: 'Title',
  filters: [genreFilter, typeFilter],
  columns: [
    { label: 'Title', sort: 'title', value: ({ title }) => title },
    { label: 'Genre', sort: 'genre', value: ({ genre }) => genre },
    { label: 'Type', sort: 'content_type', value: ({ content_type }) => content_type },
    { label: 'Year', sort: 'release_year', numeric: true, value: ({ release_year }) => String(release_year) },
    { label: 'Rating', sort: 'rating', numeric: true, value: ({ rating }) => formatRating(rating) },
    { label: 'Id', sort: 'content_id', numeric: true, value: ({ content_id }) => content_id },
  ],
  list: (caller, query) => caller.content.list(query),
  get: (caller, [content_id = '']) => caller.content.get({ content_id }),
  key: ({ content_id }) => [content_id],
  label: ({ title }) => title,
  pageOf: ({ content_id }) => `/titles/${content_id}`,
  create: { fields, run: (caller, input) => submit(caller.content.create, input), idempotent: true },
  forms: [
    {
      intent: 'update',
      title: 'Details',
      submit: 'Save',
      fields,
      values: ({ title, genre, content_type, release_year, rating, runtime_minutes, released_on }) => ({
        title,
        genre,
        content_type,
        release_year: String(release_year),
        rating: String(rating),
        runtime_minutes: runtime_minutes === null ? '' : String(runtime_minutes),
        released_on: released_on ?? '',
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
        ? { sentences: ['Nobody has watched or reviewed it.'] }
        : {
            sentences: [`It has ${refer.join(' and ')}: while there are any, it cannot be deleted.`],
            blocked: true,
          }
    },
    run: (caller, [content_id = '']) => caller.content.delete({ content_id }),
  },
}
