import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { Nonce } from './display/nonce.ts'

/**
 * A page in one piece, with the nonce without which no inline script runs. Nothing in a page waits for data after its loaders, so
 * that a stream of it, as Remix's own handler makes, would come no sooner, and takes the server a fourth more (docs/benchmarks.md).
 * Whoever puts a Suspense boundary into what the server draws needs the stream: here it would be left as its fallback.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce }: AppLoadContext,
): Response {
  const page = renderToString(
    <Nonce.Provider value={nonce}>
      <RemixServer context={remixContext} url={request.url} />
    </Nonce.Provider>,
  )
  headers.set('content-type', 'text/html; charset=utf-8')
  // What a page shows depends on who asks.
  headers.set('cache-control', 'no-store')
  return new Response(`<!DOCTYPE html>${page}`, { headers, status })
}

/** Remix's own writes to the console; the log has one line of JSON an event, with the request's id. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (!request.signal.aborted && context.refusal(error) === undefined) context.logFault(error)
}
