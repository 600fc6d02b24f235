import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Notice } from '../components/notice.tsx'
import { PageHead } from '../components/page-head.tsx'
import { RecordForm } from '../components/record-form.tsx'
import { formFault, keyAfter } from '../form-fault.server.ts'
import { changed, overtaken, shownBefore } from '../manage/changed.ts'
import { loadFields } from '../manage/form-fields.server.ts'
import { inputOf } from '../manage/resource.ts'
import { resourceAt } from '../manage/resources.ts'
import { rowOf } from '../manage/row.server.ts'
import { permit } from '../permit.server.ts'
import { readForm } from '../read-form.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.label ?? 'Not found'} · Manage · Streaming service` },
]

const done = new Map<string, (noun: string) => string>([
  ['created', (noun) => `The ${noun} is there.`],
  ['saved', () => 'It is saved.'],
])

export async function loader(args: LoaderFunctionArgs) {
  permit(args, 'administration')
  const { caller } = args.context
  const { resource, row } = await rowOf(args)
  return {
    path: resource.path,
    address: args.params.key ?? '',
    label: resource.label(row),
    said: new URL(args.request.url).searchParams.get('done') ?? '',
    facts: resource.showsColumns
      ? resource.columns.map(({ label, value }) => ({ label, value: value(row) }))
      : [],
    forms: await Promise.all(
      resource.forms.map(
        async ({ intent, title, submit, fields, values, changesOnly, idempotent, unavailable }) => ({
          intent,
          title,
          submit,
          fields: await loadFields(caller, fields),
          values: values(row),
          shown: changesOnly ? values(row) : {},
          idempotency_key: idempotent ? randomUUID() : undefined,
          unavailable: unavailable?.(row),
        }),
      ),
    ),
    removal: { verb: resource.remove.verb, unavailable: resource.remove.unavailable?.(row) },
  }
}

export async function action(args: ActionFunctionArgs) {
  permit(args, 'administration')
  const { caller } = args.context
  const { resource, row, key } = await rowOf(args)
  const { intent, idempotency_key, ...values } = await readForm(args.request)
  const form = resource.forms.find((one) => one.intent === intent)
  if (form === undefined) throw new Response('intent: not a form of this page', { status: 400 })
  const { password: _never, ...kept } = values
  const stale = overtaken(form, values, row)
  if (Object.keys(stale).length > 0)
    // What is in the page now is what the next try is compared with.
    return json(
      {
        intent: form.intent,
        values: { ...form.values(row), ...changed(form, values) },
        shown: form.values(row),
        idempotency_key: undefined,
        fault: { fields: stale, form: null },
      },
      { status: 409 },
    )
  try {
    const input = inputOf(form.fields, changed(form, values))
    if (Object.keys(input).length > 0 || !form.changesOnly)
      await form.run(caller, key, { ...input, ...(idempotency_key === undefined ? {} : { idempotency_key }) })
    return redirect(`/manage/${resource.path}/${args.params.key}?done=saved`)
  } catch (error) {
    const fault = formFault(args.context, error)
    return json(
      {
        intent: form.intent,
        values: kept,
        shown: shownBefore(values),
        idempotency_key: keyAfter(fault, idempotency_key),
        fault,
      },
      { status: 400 },
    )
  }
}

export default function ManageRow() {
  const { path, address, label, said, facts, forms, removal } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { noun, title } = resourceAt(path)
  const notice = failed === undefined ? done.get(said)?.(noun) : undefined
  return (
    <div className="max-w-2xl">
      <PageHead title={label}>
        <Link className="textlink" to={`/manage/${path}`}>
          {title}
        </Link>
      </PageHead>
      {notice === undefined ? null : <Notice>{notice}</Notice>}
      {facts.length === 0 ? null : (
        <dl className="panel mt-4 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2 text-sm">
          {facts.map((fact) => (
            <div key={fact.label} className="contents">
              <dt className="quiet">{fact.label}</dt>
              <dd className="min-w-0 break-words">{fact.value || '–'}</dd>
            </div>
          ))}
        </dl>
      )}
      {forms.map((form) => {
        const fault = failed?.intent === form.intent ? failed : undefined
        return (
          <section key={form.intent} aria-labelledby={`form-${form.intent}`} className="panel mt-4">
            <h2 id={`form-${form.intent}`} className="mb-4 font-semibold">
              {form.title}
            </h2>
            {form.unavailable === undefined ? (
              <RecordForm
                intent={form.intent}
                submit={form.submit}
                fields={form.fields}
                values={fault?.values ?? form.values}
                fault={fault?.fault}
                shown={fault?.shown ?? form.shown}
                idempotencyKey={fault?.idempotency_key ?? form.idempotency_key}
              />
            ) : (
              <p className="quiet text-sm">{form.unavailable}</p>
            )}
          </section>
        )
      })}
      <p className="mt-6 text-sm">
        {removal.unavailable === undefined ? (
          <Link
            className="inline-flex h-10 items-center text-rose-700 underline-offset-2 hover:underline dark:text-rose-300"
            to={`/manage/${path}/${address}/remove`}
          >
            {removal.verb} this {noun} …
          </Link>
        ) : (
          <span className="quiet">{removal.unavailable}</span>
        )}
      </p>
    </div>
  )
}
