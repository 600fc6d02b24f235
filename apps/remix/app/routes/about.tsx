import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/frame/page-head.tsx'
import { AnswerRows } from '../components/tables/answer-rows.tsx'
import { formatExactNumber } from '../display/format.ts'
import { typedCall } from '../display/typed-call.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data === undefined ? 'About' : `About ${data.summary}`} · Streaming service` },
]

const rowsShown = 10

export const loader = pageFor('catalogue', async ({ request, context }: LoaderFunctionArgs) => {
  const { origin, searchParams } = new URL(request.url)
  const of = searchParams.get('of') ?? ''
  if (!of.startsWith('/api/'))
    throw new Response(`of: expected a path such as /api/subscriptions, got “${of.slice(0, 80)}”.`, {
      status: 400,
    })
  const { answer, ...explanation } = await context.explain(of)
  const rows = Array.isArray(answer) ? answer : [answer]
  // A quote would end the word of a shell that the address is in.
  const address = new URL(of, origin).href.replaceAll("'", '%27')
  return { ...explanation, of, address, rows: rows.slice(0, rowsShown), count: rows.length }
})

const code =
  'mt-2 overflow-x-auto rounded-md border border-slate-200 bg-white p-4 text-xs dark:border-slate-800 dark:bg-slate-900'

export default function About() {
  const { summary, description, procedure, input, statements, duration_ms, of, address, rows, count } =
    useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={`About: ${summary}`}>{description}</PageHead>
      <section aria-labelledby="calls">
        <h2 id="calls" className="font-semibold">
          How to ask
        </h2>
        <Code label="REST">{`curl '${address}'`}</Code>
        <Code label="Typed">{typedCall(procedure, input)}</Code>
      </section>
      <section aria-labelledby="rows" className="mt-8">
        <h2 id="rows" className="font-semibold">
          {count > rows.length
            ? `The first ${rows.length} of ${formatExactNumber(count)} rows`
            : 'The answer'}
        </h2>
        <AnswerRows rows={rows} />
        <p className="mt-2 text-sm">
          <a className="textlink inline-block py-2" href={of}>
            All of it as JSON
          </a>
        </p>
      </section>
      <section aria-labelledby="sql" className="mt-8">
        <h2 id="sql" className="font-semibold">
          How it is answered
        </h2>
        <p className="quiet mt-1 text-sm">
          {statements.length === 0
            ? 'Its rows are read by Prisma Client.'
            : `${statements.length === 1 ? 'One statement' : `${statements.length} statements`}.`}{' '}
          It took {formatExactNumber(duration_ms)} ms just now, with all else that the service did.
        </p>
        {statements.map(({ sql, parameters }, at) => (
          // Statements have no identity but their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={at} className="mt-4">
            <Code label={statements.length === 1 ? 'SQL' : `SQL, statement ${at + 1}`}>{sql}</Code>
            {parameters.length === 0 ? null : (
              <p className="mt-1 break-words text-xs">
                {parameters.map((value, index) => `$${index + 1} = ${value}`).join(' · ')}
              </p>
            )}
          </div>
        ))}
      </section>
    </>
  )
}

function Code({ label, children }: { label: string; children: string }) {
  return (
    <figure className="mt-3">
      <figcaption className="quiet text-sm">{label}</figcaption>
      {/* What scrolls must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre tabIndex={0} className={code}>
        <code>{children}</code>
      </pre>
    </figure>
  )
}
