import { type PaletteColor, stroke } from '../../../display/palette.ts'

/** A piece of a line beside its name, with the strokes and gaps that tell it from others without its colour. */
export function LineSample({ color }: { color: PaletteColor }) {
  return (
    <svg aria-hidden="true" width="24" height="10" className={`line shrink-0 ${stroke[color]}`}>
      <line x1="0" y1="5" x2="24" y2="5" strokeWidth="2" />
    </svg>
  )
}
