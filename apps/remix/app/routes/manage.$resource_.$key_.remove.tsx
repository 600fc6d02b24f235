import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { RecordForm } from '../components/forms/record-form.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { type AnyResource, resourceAt } from '../manage/resources/resources.ts'
import { rowOf } from '../manage/row.server.ts'
import { formFault } from '../request/form-fault.server.ts'
import { pageFor } from '../request/page-for.server.ts'
import { redirectSaying } from '../request/said-once.server.ts'

export { keepForm as clientAction, keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.verb ?? 'Delete'} ${data?.label ?? ''} · Streaming service` },
]

export const loader = pageFor('administration', async (args: LoaderFunctionArgs) => {
  const { resource, row } = await rowOf(args)
  const { verb, consequences } = removalOf(resource)
  return {
    path: resource.path,
    address: args.params.key ?? '',
    label: resource.label(row),
    verb,
    ...(await consequences(args.context.caller, row)),
  }
})

export const action = pageFor('administration', async (args: ActionFunctionArgs) => {
  const { resource, key, row } = await rowOf(args)
  const { run, verb } = removalOf(resource)
  try {
    await run(args.context.caller, key)
    const gone = verb === 'Delete' ? 'deleted' : 'revoked'
    return redirectSaying(
      `/manage/${resource.path}`,
      `The ${resource.noun} “${resource.label(row)}” is ${gone}.`,
    )
  } catch (error) {
    return json({ fault: formFault(args.context, error) }, { status: 409 })
  }
})

/** @throws Response 404 where rows stay */
function removalOf({ remove, noun }: AnyResource) {
  if (remove === undefined) throw new Response(`No ${noun} is removed here.`, { status: 404 })
  return remove
}

export default function ManageRemove() {
  const { path, address, label, verb, sentences, blocked = false } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { noun } = resourceAt(path)
  return (
    <div className="max-w-xl">
      <PageHead title={`${verb} ${label}?`} />
      <div className="panel">
        <ul className="mb-4 space-y-2 text-sm">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {blocked ? null : (
          <RecordForm
            intent="remove"
            submit={`${verb} this ${noun}`}
            fields={[]}
            values={{}}
            fault={failed?.fault}
            danger
          />
        )}
        <p className="mt-4 text-sm">
          <Link className="textlink inline-block py-2" to={`/manage/${path}/${address}`}>
            Keep it
          </Link>
        </p>
      </div>
    </div>
  )
}
