import { NavLink, Outlet } from '@remix-run/react'
import { resources } from '../manage/resources/resources.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const loader = pageFor('administration', async () => {
  return null
})

export default function Manage() {
  return (
    <>
      <nav aria-label="Manage" className="mt-4 border-b border-slate-200 dark:border-slate-800">
        <ul className="flex flex-wrap gap-1">
          {resources.map(({ path, title }) => (
            <li key={path}>
              <NavLink
                to={`/manage/${path}`}
                className={({ isActive }) =>
                  `-mb-px flex h-11 items-center whitespace-nowrap border-b-2 px-3 text-sm ${isActive ? 'border-indigo-600 font-medium dark:border-indigo-300' : 'quiet border-transparent hover:text-slate-900 dark:hover:text-slate-100'}`
                }
              >
                {title}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  )
}
