/** The path of a link as browsers understand it, if it leads to this site; else the front page. */
export function localPath(link: string, here: string): string {
  if (!URL.canParse(link, here)) return '/'
  const { origin, pathname, search } = new URL(link, here)
  const away = origin !== new URL(here).origin || pathname.startsWith('//')
  // The sign-in leads nowhere but on.
  return away || link === '' || link.startsWith('#') || pathname === '/sign-in' ? '/' : pathname + search
}
