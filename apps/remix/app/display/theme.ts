/** Light and dark are the visitor's choice; auto follows the system. Kept in a cookie, so that pages arrive in it. */
export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value)
}

export function themeOf(cookie: string | null): Theme {
  const value = /(?:^|;\s*)theme=(\w+)/.exec(cookie ?? '')?.[1]
  return isTheme(value) ? value : 'auto'
}
