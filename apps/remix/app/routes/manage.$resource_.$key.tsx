import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { RecordForm } from '../components/forms/record-form.tsx'
import { ShownOnce } from '../components/forms/shown-once.tsx'
import { PageHead } from '../components/frame/page-head.tsx'
import { RowFacts } from '../components/tables/row-facts.tsx'
import { pathWith } from '../filters/chosen-filters.ts'
import { changed, overtaken, shownBefore } from '../manage/changed.ts'
import { loadFields } from '../manage/form-fields.server.ts'
import { inputOf } from '../manage/resource.ts'
import { resourceAt } from '../manage/resources/resources.ts'
import { rowOf } from '../manage/row.server.ts'
import { formFault, keyAfter } from '../request/form-fault.server.ts'
import { pageFor } from '../request/page-for.server.ts'
import { readForm } from '../request/read-form.server.ts'
import { redirectSaying } from '../request/said-once.server.ts'

export { keepForm as clientAction, keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.label ?? 'Not found'} · Manage · Streaming service` },
]

export const loader = pageFor('administration', async (args: LoaderFunctionArgs) => {
  const { caller } = args.context
  const { resource, row } = await rowOf(args)
  return {
    path: resource.path,
    address: args.params.key ?? '',
    label: resource.label(row),
    page: resource.pageOf?.(row),
    facts: resource.showsColumns
      ? resource.columns.map(({ label, value, to }) => ({ label, value: value(row), to: to?.(row) }))
      : [],
    texts: resource.texts?.(row) ?? [],
    changes:
      resource.entity === undefined
        ? undefined
        : pathWith('/manage/audit-trail', {
            entity: resource.entity,
            entity_id: resource.key(row).join('/'),
          }),
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
    removal: resource.remove && {
      verb: resource.remove.verb,
      unavailable: resource.remove.unavailable?.(row),
    },
  }
})

export const action = pageFor('administration', async (args: ActionFunctionArgs) => {
  const { caller } = args.context
  const { resource, row, key } = await rowOf(args)
  const { intent, idempotency_key, confirmed, ...values } = await readForm(args.request)
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
        confirm: undefined,
        fault: { fields: stale, form: null },
      },
      { status: 409 },
    )
  const input = inputOf(form.fields, changed(form, values))
  const confirm = confirmed === 'yes' ? undefined : form.confirm?.(row, input)
  if (confirm !== undefined)
    return json({ intent: form.intent, values: kept, shown: {}, idempotency_key, confirm, fault: null })
  try {
    const address = `/manage/${resource.path}/${args.params.key}`
    const sent = { ...input, ...(idempotency_key === undefined ? {} : { idempotency_key }) }
    const isChange = Object.keys(input).length > 0 || !form.changesOnly
    const answer = isChange ? await form.run(caller, key, sent) : undefined
    const label = resource.label(await resource.get(caller, key))
    if (form.secret !== undefined)
      return json(
        { ...nothingWrong, made: { secret: form.secret(answer), label, address } },
        { headers: { 'cache-control': 'no-store' } },
      )
    return redirectSaying(address, `The ${resource.noun} “${label}” is ${form.done ?? 'saved'}.`)
  } catch (error) {
    const fault = formFault(args.context, error)
    return json(
      {
        intent: form.intent,
        values: kept,
        shown: shownBefore(values),
        idempotency_key: keyAfter(fault, idempotency_key),
        confirm: undefined,
        fault,
      },
      { status: 400 },
    )
  }
})

/** A form that was done, and whose answer is shown. */
const nothingWrong = {
  intent: undefined,
  values: {},
  shown: {},
  idempotency_key: undefined,
  confirm: undefined,
  fault: null,
}

export default function ManageRow() {
  const { path, address, label, page, changes, facts, texts, forms, removal } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  if (failed && 'made' in failed && failed.made) return <ShownOnce {...failed.made} />
  const { noun, title } = resourceAt(path)
  return (
    <div className="max-w-2xl">
      <PageHead title={label}>
        <Link className="textlink" to={`/manage/${path}`}>
          {title}
        </Link>
        {page === undefined ? null : (
          <>
            {' · '}
            <Link className="textlink" to={page}>
              Page of this {noun}
            </Link>
          </>
        )}
        {changes === undefined ? null : (
          <>
            {' · '}
            <Link className="textlink" to={changes}>
              Changes
            </Link>
          </>
        )}
      </PageHead>
      <RowFacts facts={facts} texts={texts} />
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
                confirm={fault?.confirm}
                shown={fault?.shown ?? form.shown}
                idempotencyKey={fault?.idempotency_key ?? form.idempotency_key}
              />
            ) : (
              <p className="quiet text-sm">{form.unavailable}</p>
            )}
          </section>
        )
      })}
      {removal === undefined ? null : (
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
      )}
    </div>
  )
}
