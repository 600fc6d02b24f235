import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Asking } from './asking.ts'
import { pageFor } from './page-for.server.ts'

/**
 * A loader of a page of reports: all that it asks sees one state of the data, and what it gives says of when that is.
 * @param load may run again, and must have no side effect
 */
export function reportFor<Data extends object>(
  load: (asking: Asking, search: URLSearchParams) => Promise<Data>,
): (args: LoaderFunctionArgs) => Promise<Data & { as_of: string }> {
  return pageFor('reports', ({ request, context }: LoaderFunctionArgs) =>
    context.atOnce(async (analytics, as_of) => ({
      ...(await load({ analytics, refusal: context.refusal }, new URL(request.url).searchParams)),
      as_of,
    })),
  )
}
