import type { Caller } from '@streaming/trpc-router/server'
import { formatInstant, formatNumber } from '../../display/format.ts'
import { planFilter } from '../choices/filter-choices.ts'
import { titlePage, userPage } from '../page-paths.ts'
import { fieldInstant, type Resource, submit } from '../resource.ts'

type Watch = Awaited<ReturnType<Caller['watchHistory']['get']>>

const progress = {
  name: 'progress',
  label: 'Progress, percent',
  kind: 'number',
  required: true,
  help: 'How much of the film or episode was seen in this play, 0 to 100.',
} as const
const watchedOn = { name: 'watched_on', label: 'Watched at, UTC', kind: 'instant' } as const

export const watches: Resource<Watch> = {
  path: 'watch-history',
  api: '/api/watch-history',
  entity: 'watchhistory',
  title: 'Watches',
  noun: 'watch',
  searches: 'Title or user',
  filters: [planFilter],
  byDay: true,
  columns: [
    { label: 'Watched (UTC)', sort: 'watched_on', value: ({ watched_on }) => formatInstant(watched_on) },
    { label: 'User', sort: 'name', value: ({ name }) => name, to: userPage },
    { label: 'Title', sort: 'title', value: ({ title }) => title, to: titlePage },
    { label: 'Plan', value: ({ subscription }) => subscription },
    {
      label: 'Progress',
      sort: 'progress',
      numeric: true,
      value: (watch) => `${formatNumber(watch.progress)}%`,
    },
  ],
  list: (caller, query) => caller.watchHistory.list(query),
  get: (caller, [user_id = '', watch_id = '']) => caller.watchHistory.get({ user_id, watch_id }),
  key: ({ user_id, watch_id }) => [user_id, watch_id],
  label: ({ title, name }) => `${title}, watched by ${name}`,
  showsColumns: true,
  create: {
    fields: [
      { name: 'user_id', label: 'User', kind: 'user', required: true },
      { name: 'content_id', label: 'Title', kind: 'title', required: true },
      progress,
      { ...watchedOn, help: 'Now, if left empty.' },
    ],
    run: (caller, input) => submit(caller.watchHistory.create, input),
    idempotent: true,
  },
  forms: [
    {
      intent: 'update',
      title: 'Details',
      submit: 'Save',
      fields: [progress, { ...watchedOn, required: true }],
      values: (watch) => ({
        progress: String(watch.progress),
        watched_on: fieldInstant(watch.watched_on),
      }),
      changesOnly: true,
      run: (caller, [user_id = '', watch_id = ''], input) =>
        caller.watchHistory.update({ ...input, user_id, watch_id }),
    },
  ],
  remove: {
    verb: 'Delete',
    consequences: async () => ({
      sentences: ['Nothing else refers to it. Popularity and watches of its month become less.'],
    }),
    run: (caller, [user_id = '', watch_id = '']) => caller.watchHistory.delete({ user_id, watch_id }),
  },
}
