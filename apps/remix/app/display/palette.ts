/** Six colours, and grey for what is beyond the sixth: none serves twice in one chart. */
export const palette = ['indigo', 'cyan', 'amber', 'emerald', 'rose', 'violet'] as const
export type PaletteColor = (typeof palette)[number] | 'slate'

/** The colour of a name among those shown with it: its place by alphabet, whatever its rank. */
export function colorOf(name: string, names: readonly string[]): PaletteColor {
  const place = [...names].sort().indexOf(name)
  return palette[Math.max(0, place)] ?? 'slate'
}

/** Whole class names, so that Tailwind finds them. */
export const swatch: Record<PaletteColor, string> = {
  indigo: 'bg-indigo-500',
  cyan: 'bg-cyan-500',
  amber: 'bg-amber-500',
  emerald: 'bg-emerald-500',
  rose: 'bg-rose-500',
  violet: 'bg-violet-500',
  slate: 'bg-slate-500',
}

export const stroke: Record<PaletteColor, string> = {
  indigo: 'stroke-indigo-500',
  cyan: 'stroke-cyan-500',
  amber: 'stroke-amber-500',
  emerald: 'stroke-emerald-500',
  rose: 'stroke-rose-500',
  violet: 'stroke-violet-500',
  slate: 'stroke-slate-500',
}

export const fill: Record<PaletteColor, string> = {
  indigo: 'fill-indigo-500',
  cyan: 'fill-cyan-500',
  amber: 'fill-amber-500',
  emerald: 'fill-emerald-500',
  rose: 'fill-rose-500',
  violet: 'fill-violet-500',
  slate: 'fill-slate-500',
}
