import type { Reading } from '../procedure/access.ts'
import { mayUse } from '../procedure/access.ts'
import type { Requester } from '../procedure/context.ts'
import { routes } from './routes.ts'

/** A question that can be asked without saying anything. */
export interface OpenQuestion {
  path: string
  summary: string
  description: string
}

/** The questions about the service that are open to whoever asks, in the order of the description of the API. */
export function openQuestions({ actor }: Pick<Requester, 'actor'>, reading: Reading): OpenQuestion[] {
  return routes
    .filter(
      ({ tag, access }) => (tag === 'Analytics' || tag === 'Dashboard') && mayUse(actor, access, reading),
    )
    .filter(({ input }) => input.safeParse({}).success)
    .map(({ path, summary, description }) => ({ path, summary, description }))
}
