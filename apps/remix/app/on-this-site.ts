/** The path of a link as browsers understand it, if it leads to this site; else the front page. */
export function onThisSite(link: string, here: string): string {
  if (!URL.canParse(link, here)) return '/'
  const { origin, pathname, search } = new URL(link, here)
  return origin === new URL(here).origin && !pathname.startsWith('//') ? pathname + search : '/'
}
