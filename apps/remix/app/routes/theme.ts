import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { isTheme } from '../theme.ts'

/** Keeps the choice of theme for a year and goes back to where it was made, on this site only. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData().catch(() => new FormData())
  const theme = form.get('theme')
  if (!isTheme(theme)) throw new Response('theme: expected auto, light or dark', { status: 400 })
  return redirect(onThisSite(String(form.get('back') ?? '/'), request.url), {
    headers: { 'set-cookie': `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly` },
  })
}

/** The path of a link as browsers understand it, if it leads to this site; else the front page. */
function onThisSite(link: string, here: string): string {
  if (!URL.canParse(link, here)) return '/'
  const { origin, pathname, search } = new URL(link, here)
  return origin === new URL(here).origin && !pathname.startsWith('//') ? pathname + search : '/'
}

export function loader() {
  return redirect('/')
}
