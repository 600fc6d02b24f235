import { expect, test } from 'vitest'
import { themeOf } from './theme.ts'

test.each([
  [null, 'auto'],
  ['theme=dark', 'dark'],
  ['a=b; theme=light', 'light'],
  ['theme=pink', 'auto'],
  ['nottheme=dark', 'auto'],
])('cookie %j is theme %s', (cookie, theme) => expect(themeOf(cookie)).toBe(theme))
