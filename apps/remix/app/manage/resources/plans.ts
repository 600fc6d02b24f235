import type { Caller } from '@streaming/trpc-router/server'
import { formatCount, formatMoney, formatNumber } from '../../display/format.ts'
import { type Resource, submit } from '../resource.ts'

type Plan = Awaited<ReturnType<Caller['plans']['get']>> & { user_count?: number }

const fields = [
  { name: 'name', label: 'Name', required: true },
  { name: 'price', label: 'Price per month, USD', kind: 'number', required: true },
  { name: 'features', label: 'What it includes', kind: 'words' },
] as const

export const plans: Resource<Plan> = {
  path: 'plans',
  api: '/api/plans',
  entity: 'subscriptions',
  title: 'Plans',
  noun: 'plan',
  searches: 'Name',
  columns: [
    { label: 'Name', sort: 'name', value: ({ name }) => name },
    { label: 'Price per month', sort: 'price', numeric: true, value: ({ price }) => formatMoney(price) },
    {
      label: 'Users',
      sort: 'user_count',
      numeric: true,
      value: ({ user_count = 0 }) => formatNumber(user_count),
    },
    { label: 'Includes', wide: true, value: ({ features }) => features },
  ],
  list: (caller, query) => caller.plans.list(query),
  get: (caller, [subscription_id = '']) => caller.plans.get({ subscription_id }),
  key: ({ subscription_id }) => [subscription_id],
  label: ({ name }) => name,
  create: { fields, run: (caller, input) => submit(caller.plans.create, input) },
  forms: [
    {
      intent: 'update',
      title: 'Details',
      submit: 'Save',
      fields,
      values: ({ name, price, features }) => ({ name, price: String(price), features }),
      changesOnly: true,
      run: (caller, [subscription_id = ''], input) => caller.plans.update({ ...input, subscription_id }),
    },
  ],
  remove: {
    verb: 'Delete',
    async consequences(caller, { subscription_id }) {
      const { items } = await caller.plans.list({ limit: 200 })
      const users = items.find((plan) => plan.subscription_id === subscription_id)?.user_count ?? 0
      return users === 0
        ? { sentences: ['Nobody is on it. If payments or watches were made on it, it cannot be deleted.'] }
        : {
            sentences: [`${formatCount(users, 'user')} on it: while there are any, it cannot be deleted.`],
            blocked: true,
          }
    },
    run: (caller, [subscription_id = '']) => caller.plans.delete({ subscription_id }),
  },
}
