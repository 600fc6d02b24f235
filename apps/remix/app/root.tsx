import {
  type HeadersFunction,
  json,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useContext, useRef } from 'react'
import { Frame } from './components/frame/frame.tsx'
import { Notice } from './components/frame/notice.tsx'
import { Nonce } from './display/nonce.ts'
import { themeOf } from './display/theme.ts'
import { cardData } from './request/card-data.server.ts'
import { takeSaid } from './request/said-once.server.ts'
import stylesheet from './tailwind.css?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

/** Of a page that is not there: it has none of its own. */
export const meta: MetaFunction = ({ error }) => [
  { title: `${isRouteErrorResponse(error) && error.status === 404 ? 'Not found · ' : ''}Streaming service` },
]

const description =
  'A simulated video-streaming service: subscribers, viewing, catalogue, revenue and recommendations, with the numbers behind them.'

/** Of what a page could not show: when it may be tried again. */
export const headers: HeadersFunction = ({ errorHeaders }) => {
  const retry = errorHeaders?.get('retry-after')
  return retry ? { 'retry-after': retry } : new Headers()
}

export async function loader({ request, context: { actor, reading, caller } }: LoaderFunctionArgs) {
  const { said, headers } = await takeSaid(request)
  const { role } = actor
  const seesReports = role === 'visitor' ? reading === 'open' : role === 'analyst' || role === 'admin'
  // Where it cannot be had, the page says why; its frame stands.
  const { data: status } = seesReports ? await cardData(caller.analytics.dataStatus()) : { data: null }
  return json(
    {
      theme: themeOf(request.headers.get('cookie')),
      account: { role: actor.role, name: actor.name, readingIsOpen: reading === 'open' },
      said,
      status,
    },
    { headers },
  )
}

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  const theme = data?.theme ?? 'auto'
  const nonce = useContext(Nonce)
  return (
    <html lang="en" className={theme === 'auto' ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description} />
        <Meta />
        <Links />
      </head>
      <body>
        <Frame theme={theme} account={data?.account} status={data?.status ?? null}>
          {children}
        </Frame>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  const data = useLoaderData<typeof loader>()
  const { key } = useLocation()
  // The loader is not asked again for every page: what it said belongs to the page at which it was asked.
  const asked = useRef<{ data: typeof data; key: string | undefined }>({ data, key })
  if (asked.current.data !== data) asked.current = { data, key }
  // Whoever comes back to that page has read it.
  else if (asked.current.key !== key) asked.current.key = undefined
  return (
    <>
      {data.said !== null && asked.current.key === key ? <Notice kind="done">{data.said}</Notice> : null}
      <Outlet />
    </>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const location = useLocation()
  const missing = isRouteErrorResponse(error) && error.status === 404
  const forbidden = isRouteErrorResponse(error) && error.status === 403
  const refused = isRouteErrorResponse(error) && error.status < 500
  const later = isRouteErrorResponse(error) && (error.status === 503 || error.status === 408)
  const message =
    isRouteErrorResponse(error) && typeof error.data === 'string' && !error.data.startsWith('Error:')
      ? error.data
      : ''
  return (
    <div className="mx-auto max-w-xl py-16 text-center">
      <h1 className="text-lg font-semibold">
        {missing
          ? 'There is no such page'
          : forbidden
            ? 'This page is not open to you'
            : later
              ? 'This page cannot be shown now'
              : 'This page could not be shown'}
      </h1>
      <p className="quiet mt-2 text-sm">
        {message ||
          (missing
            ? location.pathname
            : refused
              ? 'This address does not take such a request.'
              : 'The server could not answer.')}
      </p>
      <p className="mt-6 flex justify-center gap-4 text-sm">
        {/* A plain link: it loads the page anew, which is the retry. */}
        {missing || forbidden ? null : (
          <a className="textlink" href={location.pathname + location.search}>
            Try again
          </a>
        )}
        <a className="textlink" href="/">
          Overview
        </a>
      </p>
    </div>
  )
}
