import { NavLink, useLocation, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type Theme, themes } from '../theme.ts'

const pages = [
  { to: '/', name: 'Overview', icon: 'M4 13h6V4H4v9Zm0 7h6v-5H4v5Zm10 0h6v-9h-6v9Zm0-16v5h6V4h-6Z' },
  { to: '/viewing', name: 'Viewing', icon: 'M5 4.5v15l14-7.5-14-7.5Z' },
  { to: '/revenue', name: 'Revenue', icon: 'M4 20V10m5 10V4m6 16v-8m5 8V7' },
  { to: '/users', name: 'Subscribers', icon: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8a8 8 0 0 1 16 0' },
] as const

/** What surrounds every page: the menu (a sidebar from 1024 px, a bar above below that) and the choice of theme. */
export function Frame({ theme, children }: { theme: Theme; children: ReactNode }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <div className="min-h-screen lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="button sr-only focus:not-sr-only focus:absolute focus:left-2 focus:top-2 focus:h-10 focus:px-4 focus:py-2 focus:z-50"
      >
        Skip to content
      </a>
      <header className="border-b border-slate-200 bg-white px-4 py-3 lg:sticky lg:top-0 lg:flex lg:h-screen lg:flex-col lg:border-b-0 lg:border-r lg:px-4 lg:py-6 dark:border-slate-800 dark:bg-slate-900">
        <div className="flex items-center gap-2 lg:px-2">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span className="font-semibold">Streaming</span>
          <span className="lg:hidden ml-auto">
            <ThemeChoice theme={theme} />
          </span>
        </div>
        <nav aria-label="Pages" className="mt-3 lg:mt-8">
          <ul className="-mx-1 flex gap-1 overflow-x-auto lg:flex-col">
            {pages.map(({ to, name, icon }) => (
              <li key={to}>
                <NavLink
                  to={to}
                  end={to === '/'}
                  className={({ isActive }) =>
                    `flex h-10 items-center gap-3 whitespace-nowrap rounded-md px-3 text-sm font-medium ${isActive ? 'bg-indigo-50 text-indigo-700 dark:bg-indigo-950 dark:text-indigo-200' : 'text-slate-700 hover:bg-slate-100 dark:text-slate-300 dark:hover:bg-slate-800'}`
                  }
                >
                  <svg
                    aria-hidden="true"
                    viewBox="0 0 24 24"
                    className="hidden h-5 w-5 lg:block"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="1.75"
                    strokeLinecap="round"
                    strokeLinejoin="round"
                  >
                    <path d={icon} />
                  </svg>
                  {name}
                </NavLink>
              </li>
            ))}
            <li>
              <a
                href="/api/docs/"
                className="flex h-10 items-center gap-3 whitespace-nowrap rounded-md px-3 text-sm font-medium text-slate-700 hover:bg-slate-100 dark:text-slate-300 dark:hover:bg-slate-800"
              >
                <svg
                  aria-hidden="true"
                  viewBox="0 0 24 24"
                  className="hidden h-5 w-5 lg:block"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.75"
                  strokeLinecap="round"
                  strokeLinejoin="round"
                >
                  <path d="m8 7-5 5 5 5m8-10 5 5-5 5" />
                </svg>
                API
              </a>
            </li>
          </ul>
        </nav>
        <div className="mt-auto hidden lg:block">
          <ThemeChoice theme={theme} />
        </div>
      </header>
      <main id="content" aria-busy={busy} className="mx-auto w-full max-w-[1440px] px-4 pb-12 lg:px-6">
        {children}
      </main>
    </div>
  )
}

function ThemeChoice({ theme }: { theme: Theme }) {
  const location = useLocation()
  return (
    <form
      method="post"
      action="/theme"
      aria-label="Theme"
      className="inline-flex rounded-md border border-slate-200 p-0.5 dark:border-slate-700"
    >
      <input type="hidden" name="back" value={location.pathname + location.search} />
      {themes.map((name) => (
        <button
          type="submit"
          key={name}
          name="theme"
          value={name}
          aria-pressed={name === theme}
          className={`h-9 rounded px-2.5 text-xs capitalize lg:h-7 ${name === theme ? 'bg-slate-200 font-medium dark:bg-slate-700' : 'quiet hover:bg-slate-100 dark:hover:bg-slate-800'}`}
        >
          {name}
        </button>
      ))}
    </form>
  )
}
