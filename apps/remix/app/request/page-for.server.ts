import { type AppLoadContext, redirect } from '@remix-run/node'

/** Kinds of pages; the router decides over the data again, whatever a page says. docs/access.md lists the pages. */
export type PageAccess = 'reports' | 'catalogue' | 'administration' | 'signed-in' | 'own'

type Role = AppLoadContext['actor']['role']

/** `open`: where reading is open, else the sign-in; `account`: led to their own account */
const rules: Record<PageAccess, Record<Role, 'yes' | 'no' | 'open' | 'account' | 'sign-in'>> = {
  reports: { visitor: 'open', member: 'account', ingest: 'no', analyst: 'yes', admin: 'yes' },
  catalogue: { visitor: 'open', member: 'yes', ingest: 'no', analyst: 'yes', admin: 'yes' },
  administration: { visitor: 'sign-in', member: 'no', ingest: 'no', analyst: 'no', admin: 'yes' },
  'signed-in': { visitor: 'sign-in', member: 'yes', ingest: 'no', analyst: 'yes', admin: 'yes' },
  own: { visitor: 'sign-in', member: 'yes', ingest: 'no', analyst: 'no', admin: 'no' },
}

/** A page's loader or action. */
type Handler<Args, Data> = (args: Args) => Promise<Data>
interface HandlerArgs {
  request: Request
  context: AppLoadContext
}

/**
 * A loader or action for those who may see such a page. What the router refuses or the database does not give leaves as a
 * response that the page's frame shows, with its status, its words and when to try again; a fault of ours with its id in the log.
 */
export function pageFor<Args extends HandlerArgs, Data>(
  access: PageAccess,
  handler: Handler<Args, Data>,
): Handler<Args, Data> {
  return async (args) => {
    permit(args, access)
    try {
      return await handler(args)
    } catch (error) {
      throw answerOf(error, args)
    }
  }
}

function answerOf(error: unknown, { request, context }: HandlerArgs): unknown {
  if (error instanceof Response) return error
  const said = context.refusal(error)
  if (said !== undefined) return new Response(said.message, { status: said.status, headers: said.headers })
  if (request.signal.aborted) return error
  context.logFault(error)
  return new Response(`Something failed on our side. It is in the log as ${context.request_id}.`, {
    status: 500,
  })
}

/** Lets whoever may see such a page go on. @throws Response that leads a visitor to the sign-in and back, or says no */
function permit({ request, context }: HandlerArgs, access: PageAccess): void {
  const { role } = context.actor
  const rule = rules[access][role]
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
