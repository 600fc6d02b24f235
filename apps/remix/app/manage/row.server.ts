import type { LoaderFunctionArgs } from '@remix-run/node'
import { orNotFound } from '../not-found.server.ts'
import { type AnyResource, resourceAt } from './resources.ts'

/** The row that a page is about. @throws Response 404 when there is none at its address */
export async function rowOf({ params, context }: Pick<LoaderFunctionArgs, 'params' | 'context'>) {
  const resource: AnyResource = resourceAt(params.resource)
  const key = (params.key ?? '').split('-')
  return { resource, key, row: await orNotFound(context, resource.get(context.caller, key)) }
}
