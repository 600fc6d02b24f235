import type { PaletteColor } from '../palette.ts'
import { stroke, swatch } from '../palette.ts'

export interface Part {
  name: string
  value: number
  color: PaletteColor
  /** The value as shown in the list. */
  label: string
}

const radius = 42
const circumference = 2 * Math.PI * radius

/**
 * Parts of a whole, five at most: a donut, and a list that says the same in words and numbers. Drawn by the
 * server, there before any script.
 */
export function Parts({ parts, total, label }: { parts: readonly Part[]; total: string; label: string }) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0)
  let before = 0
  const arcs = parts.map(({ name, value, color }) => {
    const length = whole === 0 ? 0 : (value / whole) * circumference
    const start = before
    before += length
    return { name, color, length, start }
  })
  return (
    <div className="flex flex-col gap-4">
      <svg
        role="img"
        aria-label={`${label}: ${total} in all`}
        viewBox="0 0 100 100"
        className="mx-auto h-40 w-40"
      >
        <g transform="rotate(-90 50 50)" fill="none" strokeWidth="12">
          {arcs.map(({ name, color, length, start }) => (
            <circle
              key={name}
              cx="50"
              cy="50"
              r={radius}
              className={stroke[color]}
              strokeDasharray={`${Math.max(0, length - 1)} ${circumference}`}
              strokeDashoffset={-start}
            />
          ))}
        </g>
        <text
          x="50"
          y="50"
          textAnchor="middle"
          dominantBaseline="central"
          className="fill-current text-lg font-semibold"
        >
          {total}
        </text>
      </svg>
      <ul className="space-y-1.5 text-sm">
        {parts.map(({ name, color, label: shown }) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden="true" className={`h-2.5 w-2.5 shrink-0 rounded-sm ${swatch[color]}`} />
            <span className="truncate">{name}</span>
            <span className="ml-auto shrink-0 font-medium">{shown}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
