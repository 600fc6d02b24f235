import type { Caller } from '@streaming/trpc-router/server'
import { formatCount } from '../../display/format.ts'
import { planFilter } from '../choices/filter-choices.ts'
import { planChoices } from '../choices/plan-choices.ts'
import { type Resource, submit } from '../resource.ts'

type User = Awaited<ReturnType<Caller['users']['get']>>

const name = { name: 'name', label: 'Name', required: true } as const
const email = { name: 'email', label: 'E-mail', kind: 'text', required: true } as const
const password = {
  name: 'password',
  label: 'Password',
  kind: 'new-password',
  required: true,
  help: '10 characters or more.',
} as const
const plan = {
  name: 'subscription_id',
  label: 'Plan',
  kind: 'choice',
  required: true,
  load: planChoices,
} as const

export const users: Resource<User> = {
  path: 'users',
  api: '/api/users',
  entity: 'users',
  title: 'Users',
  noun: 'user',
  searches: 'Name, e-mail or id',
  filters: [planFilter],
  columns: [
    { label: 'Name', sort: 'name', value: (user) => user.name },
    { label: 'E-mail', sort: 'email', value: (user) => user.email },
    { label: 'Plan', sort: 'subscription', value: ({ subscription }) => subscription },
    { label: 'Id', sort: 'user_id', numeric: true, value: ({ user_id }) => user_id },
  ],
  list: (caller, query) => caller.users.list(query),
  get: (caller, [user_id = '']) => caller.users.get({ user_id }),
  key: ({ user_id }) => [user_id],
  label: (user) => user.name,
  pageOf: ({ user_id }) => `/users/${user_id}`,
  create: {
    fields: [name, email, plan, password],
    run: (caller, input) => submit(caller.users.create, input),
  },
  forms: [
    {
      intent: 'update',
      title: 'Details',
      submit: 'Save',
      fields: [name, email],
      values: (user) => ({ name: user.name, email: user.email }),
      changesOnly: true,
      run: (caller, [user_id = ''], input) => caller.users.update({ ...input, user_id }),
    },
    {
      intent: 'change-plan',
      title: 'Plan',
      submit: 'Change plan',
      fields: [plan],
      values: ({ subscription_id }) => ({ subscription_id }),
      run: (caller, [user_id = ''], { subscription_id }) =>
        caller.users.changePlan({ user_id, subscription_id: String(subscription_id) }),
    },
    {
      intent: 'change-password',
      title: 'Password',
      submit: 'Set password',
      fields: [
        { ...password, label: 'New password', help: '10 characters or more. It ends the user’s sessions.' },
      ],
      values: () => ({}),
      run: (caller, [user_id = ''], input) =>
        caller.users.changePassword({ user_id, password: String(input.password ?? '') }),
    },
  ],
  remove: {
    verb: 'Delete',
    async consequences(caller, { user_id }) {
      const { totals } = await caller.analytics.userStats({ user_id, limit: 1 })
      const failed = await caller.payments.list({ user_id, limit: 1 })
      const reviews = await caller.reviews.list({ user_id, limit: 200 })
      const written =
        reviews.next_cursor === null ? formatCount(reviews.items.length, 'review') : '200 reviews and more'
      const keys = await caller.apiKeys.list({ user_id, limit: 200 })
      const credentials =
        keys.next_cursor === null ? formatCount(keys.items.length, 'API key') : '200 API keys and more'
      const goes = `${formatCount(totals.watch_count, 'watch', 'watches')}, ${written} and ${credentials} go with the user.`
      return failed.items.length === 0
        ? { sentences: [goes] }
        : {
            sentences: ['Payments refer to the user: while there are any, the user cannot be deleted.'],
            blocked: true,
          }
    },
    run: (caller, [user_id = '']) => caller.users.delete({ user_id }),
  },
}
