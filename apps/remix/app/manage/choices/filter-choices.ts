import type { Caller } from '@streaming/trpc-router/server'
import type { Option } from '../../components/forms/field.tsx'
import type { ListFilter } from '../resource.ts'
import { adminRole, analystRole } from './role-choices.ts'

/** Filters of lists, with their choices as the data has them. */

const named = (names: readonly string[]): Option[] => names.map((name) => ({ value: name, label: name }))

/** A filter by a word that rows have. */
function byWord(
  name: string,
  label: string,
  all: string,
  words: (caller: Caller) => Promise<readonly string[]>,
): ListFilter {
  return { name, label, kind: 'choice', all, load: async (caller) => named(await words(caller)) }
}

export const planFilter = byWord('plan', 'Plan', 'All plans', async ({ analytics }) => {
  return (await analytics.filterOptions()).plans
})
export const genreFilter = byWord('genre', 'Genre', 'All genres', async ({ content }) => {
  return (await content.words()).genres
})
export const typeFilter = byWord('content_type', 'Type', 'All types', async ({ content }) => {
  return (await content.words()).content_types
})
export const methodFilter = byWord('method', 'Method', 'All methods', async ({ analytics }) => {
  return (await analytics.paymentMethodDistribution({})).map(({ method }) => method)
})

export const statusFilter: ListFilter = {
  name: 'status',
  label: 'Status',
  kind: 'choice',
  all: 'All',
  load: async () => [
    { value: 'succeeded', label: 'Succeeded' },
    { value: 'failed', label: 'Failed' },
    { value: 'refunded', label: 'Refunded' },
  ],
}

export const roleFilter: ListFilter = {
  name: 'role',
  label: 'Role',
  kind: 'choice',
  all: 'All roles',
  load: async () => [adminRole, analystRole],
}
