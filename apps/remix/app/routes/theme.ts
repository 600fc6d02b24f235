import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { onThisSite } from '../on-this-site.ts'
import { readForm } from '../read-form.server.ts'
import { isTheme } from '../theme.ts'

/** Keeps the choice of theme for a year and goes back to where it was made, on this site only. */
export async function action({ request }: ActionFunctionArgs) {
  const { theme, back = '/' } = await readForm(request)
  if (!isTheme(theme)) throw new Response('theme: expected auto, light or dark', { status: 400 })
  return redirect(onThisSite(back, request.url), {
    headers: { 'set-cookie': `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly` },
  })
}

export function loader() {
  return redirect('/')
}
