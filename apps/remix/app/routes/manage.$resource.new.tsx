import { randomUUID } from 'node:crypto'
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
import { formFault, keyAfter } from '../form-fault.server.ts'
import { loadFields } from '../manage/form-fields.server.ts'
import { addressOf, inputOf } from '../manage/resource.ts'
import { resourceAt } from '../manage/resources.ts'
import { permit } from '../permit.server.ts'
import { readForm } from '../read-form.server.ts'

export const meta: MetaFunction = ({ params }) => [
  { title: `New · ${params.resource ?? ''} · Streaming service` },
]

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'administration')
  const {
    params,
    context: { caller },
  } = args
  const { path, create } = resourceAt(params.resource)
  return {
    path,
    fields: await loadFields(caller, create.fields),
    idempotency_key: create.idempotent ? randomUUID() : undefined,
  }
}

export async function action(args: ActionFunctionArgs) {
  permit(args, 'administration')
  const {
    request,
    params,
    context: { caller },
  } = args
  const { path, key, label, create } = resourceAt(params.resource)
  const { idempotency_key, ...values } = await readForm(request)
  const input = inputOf(create.fields, values)
  try {
    const made = await create.run(caller, {
      ...input,
      ...(create.idempotent && idempotency_key !== undefined ? { idempotency_key } : {}),
    })
    const address = `/manage/${path}/${addressOf(key(made))}`
    if (create.secret !== undefined)
      return json(
        {
          made: { secret: create.secret(made), label: label(made), address },
          values: {},
          fault: null,
          idempotency_key: undefined,
        },
        { headers: { 'cache-control': 'no-store' } },
      )
    return redirect(`${address}?done=created`)
  } catch (error) {
    const { password: _never, ...kept } = values
    const fault = formFault(args.context, error)
    return json(
      { made: null, values: kept, fault, idempotency_key: keyAfter(fault, idempotency_key) },
      { status: 400 },
    )
  }
}

export default function ManageNew() {
  const { path, fields, idempotency_key } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { noun, title } = resourceAt(path)
  if (sent && sent.made !== null) return <Secret {...sent.made} noun={noun} />
  return (
    <div className="max-w-xl">
      <PageHead title={`New ${noun}`}>
        <Link className="textlink" to={`/manage/${path}`}>
          {title}
        </Link>
      </PageHead>
      <div className="panel">
        <RecordForm
          intent="create"
          submit={`Add ${noun}`}
          fields={fields}
          values={sent?.values ?? {}}
          fault={sent?.fault}
          idempotencyKey={sent?.idempotency_key ?? idempotency_key}
        />
      </div>
    </div>
  )
}

/** What is shown this once: nothing on this page can bring it back. */
function Secret({
  secret,
  label,
  address,
  noun,
}: {
  secret: string
  label: string
  address: string
  noun: string
}) {
  return (
    <div className="max-w-2xl">
      <PageHead title={`The ${noun} “${label}”`}>
        It is shown this once. Copy it now; only its hash is kept.
      </PageHead>
      <div className="panel">
        <label className="text-sm font-medium">
          {noun}
          <input readOnly value={secret} className="field mt-1 w-full pr-3 font-mono" />
        </label>
        <p className="mt-4 text-sm">
          <Link className="textlink inline-block py-2" to={address}>
            I have copied it
          </Link>
        </p>
      </div>
    </div>
  )
}
