import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import headlessui from '@headlessui/tailwindcss'
import forms from '@tailwindcss/forms'
import type { Config } from 'tailwindcss'
import colors from 'tailwindcss/colors'
import { palette } from './app/display/palette.ts'

// Tremor may be hoisted anywhere above; its class names must be found wherever it is.
const tremor = dirname(createRequire(import.meta.url).resolve('@tremor/react'))

const scheme = (dark: boolean) => ({
  brand: {
    faint: colors.indigo[dark ? 950 : 50],
    muted: colors.indigo[dark ? 900 : 200],
    subtle: colors.indigo[400],
    DEFAULT: colors.indigo[500],
    emphasis: colors.indigo[dark ? 400 : 700],
    inverted: colors.white,
  },
  background: {
    muted: dark ? colors.slate[950] : colors.slate[50],
    subtle: dark ? colors.slate[800] : colors.slate[100],
    DEFAULT: dark ? colors.slate[900] : colors.white,
    emphasis: dark ? colors.slate[300] : colors.slate[700],
  },
  border: { DEFAULT: dark ? colors.slate[800] : colors.slate[200] },
  ring: { DEFAULT: dark ? colors.slate[800] : colors.slate[200] },
  content: {
    subtle: dark ? colors.slate[500] : colors.slate[400],
    DEFAULT: dark ? colors.slate[400] : colors.slate[500],
    emphasis: dark ? colors.slate[200] : colors.slate[700],
    strong: dark ? colors.slate[50] : colors.slate[900],
    inverted: dark ? colors.black : colors.white,
  },
})

export default {
  content: ['./app/**/*.{ts,tsx}', join(tremor, '**/*.{js,cjs,mjs}')],
  // Dark follows the system unless the visitor chose; it works without JavaScript.
  darkMode: [
    'variant',
    ['@media (prefers-color-scheme: dark) { &:not(:where(.light, .light *)) }', '&:where(.dark, .dark *)'],
  ],
  theme: {
    extend: {
      colors: { tremor: scheme(false), 'dark-tremor': scheme(true) },
      borderRadius: { 'tremor-small': '0.375rem', 'tremor-default': '0.5rem', 'tremor-full': '9999px' },
      fontSize: {
        'tremor-label': ['0.75rem', { lineHeight: '1rem' }],
        'tremor-default': ['0.875rem', { lineHeight: '1.25rem' }],
        'tremor-title': ['1.125rem', { lineHeight: '1.75rem' }],
        'tremor-metric': ['1.875rem', { lineHeight: '2.25rem' }],
      },
    },
  },
  // The shades that charts ask for by name at run time; all of Tremor's documented list would be 26 kB more.
  safelist: [...palette, 'slate'].flatMap((color) =>
    ['bg', 'fill', 'stroke', 'text', 'border'].map((part) => `${part}-${color}-500`),
  ),
  plugins: [headlessui, forms],
} satisfies Config
