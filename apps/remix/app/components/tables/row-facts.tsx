import { Link } from '@remix-run/react'

/** What a row holds: its columns, and its longer texts as they are. */
export function RowFacts({
  facts,
  texts,
}: {
  facts: readonly { label: string; value: string; to?: string | undefined }[]
  texts: readonly { label: string; text: string }[]
}) {
  return (
    <>
      {facts.length === 0 ? null : (
        <dl className="panel mt-4 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2 text-sm">
          {facts.map((fact) => (
            <div key={fact.label} className="contents">
              <dt className="quiet">{fact.label}</dt>
              <dd className="min-w-0 break-words">
                {fact.to === undefined ? (
                  fact.value || '–'
                ) : (
                  <Link className="textlink" to={fact.to}>
                    {fact.value}
                  </Link>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {texts.map((one) => (
        <section key={one.label} aria-labelledby={`text-${one.label}`} className="panel mt-4">
          <h2 id={`text-${one.label}`} className="mb-2 font-semibold">
            {one.label}
          </h2>
          <pre className="whitespace-pre-wrap break-words font-mono text-xs">{one.text}</pre>
        </section>
      ))}
    </>
  )
}
