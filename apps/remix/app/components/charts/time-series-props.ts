import type { PaletteColor } from '../../display/palette.ts'

export interface Point {
  /** As shown below the axis. */
  label: string
  value: number
  /** The page of what the bucket names. */
  to?: string | undefined
  /** What happened in the bucket: it is marked. */
  mark?: string | undefined
}

export interface TimeSeriesProps {
  points: readonly Point[]
  /** Name of the measure, in the tooltip. */
  measure: string
  color: PaletteColor
  /** How values are written at the axis. */
  format: (value: number) => string
  /** How one value is written, exactly. */
  formatExactly: (value: number) => string
  /** What a screen reader says of the chart; the numbers are in the table beside it. */
  label: string
}

/** Width of a chart: a few columns would else be as wide as doors. */
export function widthOf(points: readonly Point[]): string {
  return points.length < 4 ? 'max-w-sm' : ''
}

/** Up to so many buckets are columns, each of which can be chosen; more are an area. */
export const mostColumns = 40
