import { Link, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { Account } from '../../account/account.ts'

/** Who is signed in, and the way out; or the way in. */
export function UserMenu({ account: { role, name } }: { account: Account }) {
  const { pathname, search } = useLocation()
  const menu = useClosing(pathname + search)
  if (role === 'visitor') {
    if (pathname === '/sign-in') return null
    return (
      <Link
        className="textlink inline-flex h-10 items-center whitespace-nowrap px-2 text-sm font-medium"
        to={`/sign-in?${new URLSearchParams({ back: pathname + search })}`}
      >
        Sign in
      </Link>
    )
  }
  return (
    <details ref={menu} className="group relative text-sm">
      <summary className="flex h-10 list-none items-center gap-2 rounded-md px-2 hover:bg-slate-100 dark:hover:bg-slate-800">
        <span
          aria-hidden="true"
          className="flex h-7 w-7 shrink-0 items-center justify-center rounded-full bg-indigo-100 text-xs font-semibold text-indigo-800 dark:bg-indigo-900 dark:text-indigo-100"
        >
          {name.slice(0, 1).toUpperCase()}
        </span>
        <span className="max-w-24 truncate lg:max-w-28">{name}</span>
        <span className="sr-only">, account menu</span>
      </summary>
      <div className="absolute right-0 z-40 mt-1 w-48 rounded-md border border-slate-200 bg-white p-2 shadow-lg lg:bottom-full lg:left-0 lg:right-auto lg:mb-1 dark:border-slate-700 dark:bg-slate-900">
        <p className="quiet truncate px-2 pb-1 text-xs">Signed in as {role}</p>
        <Link
          className="flex h-10 items-center rounded px-2 hover:bg-slate-100 dark:hover:bg-slate-800"
          to="/account"
        >
          My account
        </Link>
        <form method="post" action="/sign-out">
          <button
            type="submit"
            className="flex h-10 w-full items-center rounded px-2 text-left hover:bg-slate-100 dark:hover:bg-slate-800"
          >
            Sign out
          </button>
        </form>
      </div>
    </details>
  )
}

/** A menu that closes by Escape, by a click elsewhere, and when the page is another; Escape gives the focus back to it. */
function useClosing(page: string) {
  const menu = useRef<HTMLDetailsElement>(null)
  const shown = useRef(page)
  useEffect(() => {
    // Not at the first page: it may have been opened before the script came.
    if (shown.current === page) return
    shown.current = page
    if (menu.current) menu.current.open = false
  }, [page])
  useEffect(() => {
    const byKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !menu.current?.open) return
      menu.current.open = false
      menu.current.querySelector('summary')?.focus()
    }
    const byClick = (event: MouseEvent) => {
      if (menu.current && event.target instanceof Node && !menu.current.contains(event.target))
        menu.current.open = false
    }
    document.addEventListener('keydown', byKey)
    document.addEventListener('click', byClick)
    return () => {
      document.removeEventListener('keydown', byKey)
      document.removeEventListener('click', byClick)
    }
  }, [])
  return menu
}
