import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { RecordForm } from '../components/forms/record-form.tsx'
import { ShownOnce } from '../components/forms/shown-once.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { resolveChoices } from '../manage/choices/resolve-choices.server.ts'
import { loadFields } from '../manage/form-fields.server.ts'
import { addressOf, inputOf } from '../manage/resource.ts'
import { resourceAt, titleOf } from '../manage/resources/resources.ts'
import { formFault, keyAfter } from '../request/form-fault.server.ts'
import { pageFor } from '../request/page-for.server.ts'
import { readForm } from '../request/read-form.server.ts'
import { redirectSaying } from '../request/said-once.server.ts'

export { keepForm as clientAction, keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = ({ params }) => [
  { title: `New · ${titleOf(params.resource)} · Manage · Streaming service` },
]

export const loader = pageFor('administration', async (args: LoaderFunctionArgs) => {
  const {
    params,
    context: { caller },
  } = args
  const { path, noun, create } = resourceAt(params.resource)
  if (create === undefined) throw new Response(`No ${noun} is made here.`, { status: 404 })
  return {
    path,
    fields: await loadFields(caller, create.fields),
    idempotency_key: create.idempotent ? randomUUID() : undefined,
  }
})

export const action = pageFor('administration', async (args: ActionFunctionArgs) => {
  const {
    request,
    params,
    context: { caller },
  } = args
  const { path, noun, key, label, create } = resourceAt(params.resource)
  if (create === undefined) throw new Response(`No ${noun} is made here.`, { status: 404 })
  const { idempotency_key, ...values } = await readForm(request)
  const { password: _never, ...kept } = values
  const named = await resolveChoices(caller, create.fields, values)
  if (Object.keys(named.faults).length > 0)
    return json(
      { made: null, values: kept, fault: { fields: named.faults, form: null }, idempotency_key },
      { status: 400 },
    )
  const input = inputOf(create.fields, named.values)
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
    return redirectSaying(address, `The ${noun} “${label(made)}” is there.`)
  } catch (error) {
    const fault = formFault(args.context, error)
    return json(
      { made: null, values: kept, fault, idempotency_key: keyAfter(fault, idempotency_key) },
      { status: 400 },
    )
  }
})

export default function ManageNew() {
  const { path, fields, idempotency_key } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { noun, title } = resourceAt(path)
  if (sent && sent.made !== null) return <ShownOnce {...sent.made} />
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
