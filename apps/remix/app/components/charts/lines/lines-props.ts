import type { PaletteColor } from '../../../display/palette.ts'

export interface Line {
  name: string
  color: PaletteColor
  /** One a label; null: there is none, as of a ratio to nothing. */
  values: readonly (number | null)[]
}

export interface LinesProps {
  /** What a screen reader says of the chart; the numbers are in the table beside it. */
  label: string
  /** Below the axis, from left to right. */
  labels: readonly string[]
  lines: readonly Line[]
  /** How values are written at the axis. */
  format: (value: number) => string
  /** How one value is written, exactly. */
  formatExactly: (value: number) => string
  /** What happened in each label’s time: it is said below the chart. */
  marks?: readonly (string | undefined)[]
}
