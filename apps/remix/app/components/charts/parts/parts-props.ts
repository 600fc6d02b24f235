import type { PaletteColor } from '../../../display/palette.ts'

export interface Part {
  name: string
  value: number
  color: PaletteColor
  /** The value as shown in the list. */
  label: string
  /** The page of what the part names. */
  to?: string | undefined
}

export interface PartsProps {
  parts: readonly Part[]
  /** The whole, as shown in the middle. */
  total: string
  label: string
}
