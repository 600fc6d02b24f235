import type { PaletteColor } from '../palette.ts'

export interface Point {
  /** As shown below the axis. */
  label: string
  value: number
}

export interface TimeSeriesProps {
  points: readonly Point[]
  /** Name of the measure, in legend and tooltip. */
  measure: string
  color: PaletteColor
  /** How values are written. */
  format: (value: number) => string
  /** What a screen reader says of the chart; the numbers are in the table beside it. */
  label: string
}
