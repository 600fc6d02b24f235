import type { LoaderFunctionArgs } from '@remix-run/node'
import { orNotFound } from '../request/not-found.server.ts'
import { addressOf } from './resource.ts'
import { type AnyResource, resourceAt } from './resources/resources.ts'

/** The row that a page is about. @throws Response 404 when there is none at its address */
export async function rowOf({ params, context }: Pick<LoaderFunctionArgs, 'params' | 'context'>) {
  const resource: AnyResource = resourceAt(params.resource)
  const key = (params.key ?? '').split('-')
  const row = await orNotFound(context, resource.get(context.caller, key))
  // One row has one address: what stands behind its key would be passed over in silence.
  if (addressOf(resource.key(row)) !== params.key)
    throw new Response(`There is no ${resource.noun} at ${params.key}.`, { status: 404 })
  return { resource, key, row }
}
