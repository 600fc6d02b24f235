import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/page-head.tsx'
import { RecordForm } from '../components/record-form.tsx'
import { formFault } from '../form-fault.server.ts'
import { resourceAt } from '../manage/resources.ts'
import { rowOf } from '../manage/row.server.ts'
import { permit } from '../permit.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.verb ?? 'Delete'} ${data?.label ?? ''} · Streaming service` },
]

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'administration')
  const { resource, row } = await rowOf(args)
  return {
    path: resource.path,
    address: args.params.key ?? '',
    label: resource.label(row),
    verb: resource.remove.verb,
    consequences: await resource.remove.consequences(args.context.caller, row),
  }
}

export async function action(args: ActionFunctionArgs) {
  permit(args, 'administration')
  const { resource, key } = await rowOf(args)
  try {
    await resource.remove.run(args.context.caller, key)
    return redirect(`/manage/${resource.path}?done=removed`)
  } catch (error) {
    return json({ fault: formFault(args.context, error) }, { status: 409 })
  }
}

export default function ManageRemove() {
  const { path, address, label, verb, consequences } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { noun } = resourceAt(path)
  return (
    <div className="max-w-xl">
      <PageHead title={`${verb} ${label}?`} />
      <div className="panel">
        <RecordForm
          intent="remove"
          submit={`${verb} this ${noun}`}
          fields={[]}
          values={{}}
          fault={failed?.fault}
          danger
        >
          <ul className="space-y-2 text-sm">
            {consequences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </RecordForm>
        <p className="mt-4 text-sm">
          <Link className="textlink inline-block py-2" to={`/manage/${path}/${address}`}>
            Keep it
          </Link>
        </p>
      </div>
    </div>
  )
}
