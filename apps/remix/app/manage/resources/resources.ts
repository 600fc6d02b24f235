import type { Resource } from '../resource.ts'
import { apiKeys } from './api-keys.ts'
import { auditTrail } from './audit-trail.ts'
import { operators } from './operators.ts'
import { payments } from './payments.ts'
import { plans } from './plans.ts'
import { reviews } from './reviews.ts'
import { titles } from './titles.ts'
import { users } from './users.ts'
import { watches } from './watches.ts'

// Each resource's functions take rows of its own kind, which only it gives; the pages pass them on unseen.
// biome-ignore lint/suspicious/noExplicitAny: see above; TypeScript has no type for “some row, the same throughout”
export type AnyResource = Resource<any>

export const resources: readonly AnyResource[] = [
  plans,
  users,
  titles,
  watches,
  reviews,
  payments,
  apiKeys,
  operators,
  auditTrail,
]

/** For the page's title, also where there is none. */
export function titleOf(path: string | undefined): string {
  return resources.find((resource) => resource.path === path)?.title ?? 'Not found'
}

/** @throws Response 404 for a path that is none of them */
export function resourceAt(path: string | undefined): AnyResource {
  const found = resources.find((resource) => resource.path === path)
  if (found === undefined) throw new Response(`There is nothing to manage at ${path}.`, { status: 404 })
  return found
}
