import { NavLink, useNavigation, useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type Account, menuOf } from '../../account/account.ts'
import { formatDay } from '../../display/format.ts'
import type { Theme } from '../../display/theme.ts'
import { pathWith } from '../../filters/chosen-filters.ts'
import { SearchLink } from '../search/search-link.tsx'
import { Announcement } from './announcement.tsx'
import { Icon } from './icon.tsx'
import { LostNetwork } from './lost-network.tsx'
import { Notice } from './notice.tsx'
import { ThemeChoice } from './theme-choice.tsx'
import { UserMenu } from './user-menu.tsx'

const entry = 'flex h-10 items-center gap-3 whitespace-nowrap rounded-md px-3 text-sm font-medium'
const idle = 'text-slate-700 hover:bg-slate-100 dark:text-slate-300 dark:hover:bg-slate-800'
const current = 'bg-indigo-50 text-indigo-700 dark:bg-indigo-950 dark:text-indigo-200'
const nobody: Account = { role: 'visitor', name: 'Visitor', readingIsOpen: false }

interface Status {
  data_until: string | null
  scenario: string | null
}

function DataStatus({ data_until, scenario }: Status) {
  const parts = [
    ...(data_until === null ? [] : [`Data until ${formatDay(data_until)}`]),
    ...(scenario === null ? [] : [`simulated: ${scenario}`]),
  ]
  return <p className="quiet mt-10 text-xs">{parts.join(' · ')}</p>
}

/** What surrounds every page: the menu (a sidebar from 1024 px, a bar above below that), the account, the choice of theme. */
export function Frame({
  theme,
  account = nobody,
  status,
  children,
}: {
  theme: Theme
  account?: Account | undefined
  /** Of the data; null: it is not known, or not for whoever looks. */
  status: Status | null
  children: ReactNode
}) {
  const busy = useNavigation().state !== 'idle'
  const [search] = useSearchParams()
  return (
    <div className="min-h-screen lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="button sr-only focus:not-sr-only focus:absolute focus:left-2 focus:top-2 focus:h-10 focus:px-4 focus:py-2 focus:z-50"
      >
        Skip to content
      </a>
      <header className="border-b border-slate-200 bg-white px-4 py-3 lg:sticky lg:top-0 lg:flex lg:h-screen lg:flex-col lg:border-b-0 lg:border-r lg:px-4 lg:py-6 dark:border-slate-800 dark:bg-slate-900">
        {/* Of a fixed height and, to the right, fixed widths, so that nothing moves while the page arrives. */}
        <div className="flex h-[2.625rem] items-center gap-2 lg:h-auto lg:px-2">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span className="font-semibold max-[430px]:sr-only">Streaming</span>
          <span
            className={`ml-auto grid shrink-0 items-center gap-2 lg:hidden ${account.role === 'visitor' ? 'grid-cols-[10rem_4.25rem]' : 'grid-cols-[10rem_9rem]'}`}
          >
            <ThemeChoice theme={theme} />
            <UserMenu account={account} />
          </span>
        </div>
        <nav aria-label="Pages" className="mt-3 lg:mt-8">
          {/* One row on a phone, which is swiped: its last word is cut, so that it is seen to go on. */}
          <ul className="-mx-4 flex gap-1 overflow-x-auto px-3 lg:-mx-1 lg:flex-col lg:overflow-visible lg:px-0">
            {menuOf(account).map(({ to, name, icon, keeps = [] }) => (
              <li key={to} className="shrink-0">
                <NavLink
                  to={pathWith(
                    to,
                    Object.fromEntries(keeps.map((filter) => [filter, search.get(filter) ?? undefined])),
                  )}
                  end={to === '/'}
                  className={({ isActive }) => `${entry} ${isActive ? current : idle}`}
                >
                  <Icon path={icon} className="hidden h-5 w-5 lg:block" />
                  {name}
                </NavLink>
              </li>
            ))}
            {menuOf(account).length === 0 ? null : (
              <li className="shrink-0">
                <SearchLink className={`${entry} ${idle}`} />
              </li>
            )}
            <li className="shrink-0">
              <a href="/api/docs/" className={`${entry} ${idle}`}>
                <Icon path="m8 7-5 5 5 5m8-10 5 5-5 5" className="hidden h-5 w-5 lg:block" />
                API
              </a>
            </li>
          </ul>
        </nav>
        <div className="mt-auto hidden flex-col items-start gap-3 lg:flex">
          <UserMenu account={account} />
          <ThemeChoice theme={theme} />
        </div>
      </header>
      <Announcement />
      <main id="content" aria-busy={busy} className="mx-auto w-full max-w-[1440px] px-4 pb-12 lg:px-6">
        <LostNetwork />
        {status !== null && status.data_until === null ? (
          <Notice kind="warning">
            Nothing was watched or paid yet: load the mock data with npm run seed, or a simulated service with
            npm run simulate.
          </Notice>
        ) : null}
        {children}
        {status === null ? null : <DataStatus {...status} />}
      </main>
    </div>
  )
}
