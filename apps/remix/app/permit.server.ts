import { type AppLoadContext, redirect } from '@remix-run/node'

/** Kinds of pages; the router decides over the data again, whatever a page says. docs/access.md lists the pages. */
export type PageAccess = 'reports' | 'catalogue' | 'administration' | 'signed-in' | 'own'

type Role = AppLoadContext['actor']['role']

/** `open`: where reading is open, else the sign-in; `account`: led to their own account */
const rules: Record<PageAccess, Record<Role, 'yes' | 'no' | 'open' | 'account' | 'sign-in'>> = {
  reports: { visitor: 'open', member: 'account', analyst: 'yes', admin: 'yes' },
  catalogue: { visitor: 'open', member: 'yes', analyst: 'yes', admin: 'yes' },
  administration: { visitor: 'sign-in', member: 'no', analyst: 'no', admin: 'yes' },
  'signed-in': { visitor: 'sign-in', member: 'yes', analyst: 'yes', admin: 'yes' },
  own: { visitor: 'sign-in', member: 'yes', analyst: 'no', admin: 'no' },
}

/** Lets whoever may see such a page go on. @throws Response that leads a visitor to the sign-in and back, or says no */
export function permit(
  { request, context }: { request: Request; context: AppLoadContext },
  page: PageAccess,
): void {
  const { role } = context.actor
  const rule = rules[page][role]
  if (rule === 'yes' || (rule === 'open' && context.reading === 'open')) return
  if (rule === 'account') throw redirect('/account')
  if (rule !== 'no') throw redirect(signInPath(request))
  throw new Response(`You are signed in as ${role}; this page is for others.`, { status: 403 })
}

function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url)
  const shown = new URLSearchParams(search)
  shown.delete('_data') // Remix's own, when a script asks for a page's data
  const back = shown.size === 0 ? pathname : `${pathname}?${shown}`
  return `/sign-in?${new URLSearchParams({ back })}`
}
