import { createCookie, redirect } from '@remix-run/node'

/** A sentence that an action leaves for the page it leads to, which takes it: a later visit, or a copied URL, does not say it again. */
const cookie = createCookie('said', { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 })
const longest = 300

export async function redirectSaying(path: string, said: string): Promise<Response> {
  return redirect(path, { headers: { 'set-cookie': await cookie.serialize(said.slice(0, longest)) } })
}

/** @returns what was left to be said, and the header that takes it away; neither where there is nothing */
export async function takeSaid(request: Request): Promise<{ said: string | null; headers: HeadersInit }> {
  const header = request.headers.get('cookie')
  if (header === null || !/(^|;\s*)said=/.test(header)) return { said: null, headers: {} }
  const said: unknown = await cookie.parse(header).catch(() => null)
  return {
    said: typeof said === 'string' ? said.slice(0, longest) : null,
    headers: { 'set-cookie': await cookie.serialize('', { maxAge: 0 }) },
  }
}
