import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { Frame } from './components/frame.tsx'
import { Nonce } from './nonce.ts'
import stylesheet from './tailwind.css?url'
import { themeOf } from './theme.ts'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = () => [{ title: 'Streaming service' }]

export function loader({ request, context: { actor, reading } }: LoaderFunctionArgs) {
  return {
    theme: themeOf(request.headers.get('cookie')),
    account: { role: actor.role, name: actor.name, readingIsOpen: reading === 'open' },
  }
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
        <Meta />
        <Links />
      </head>
      <body>
        <Frame theme={theme} account={data?.account}>
          {children}
        </Frame>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  const error = useRouteError()
  const location = useLocation()
  const missing = isRouteErrorResponse(error) && error.status === 404
  const forbidden = isRouteErrorResponse(error) && error.status === 403
  const refused = isRouteErrorResponse(error) && error.status < 500
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
            : 'This page could not be shown'}
      </h1>
      <p className="quiet mt-2 text-sm">
        {message ||
          (missing
            ? location.pathname
            : refused
              ? 'This address does not take such a request.'
              : 'The server could not answer. The fault is in its log.')}
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
