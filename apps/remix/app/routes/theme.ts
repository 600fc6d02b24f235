import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { isTheme } from '../display/theme.ts'
import { localPath } from '../request/local-path.ts'
import { readForm } from '../request/read-form.server.ts'

/** Keeps the choice of theme for a year, where scripts can read it too, and goes back to where it was made, on this site only. */
export async function action({ request }: ActionFunctionArgs) {
  const { theme, back = '/' } = await readForm(request)
  if (!isTheme(theme)) throw new Response('theme: expected auto, light or dark', { status: 400 })
  return redirect(localPath(back, request.url), {
    headers: { 'set-cookie': `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax` },
  })
}

export function loader() {
  return redirect('/')
}
