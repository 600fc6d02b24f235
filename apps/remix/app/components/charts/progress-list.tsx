import { Link } from '@remix-run/react'
import { ProgressBar } from '@tremor/react'
import type { PaletteColor } from '../../display/palette.ts'

export interface ProgressItem {
  key: string
  name: string
  to?: string | undefined
  detail: string
  /** Of a whole of 100. */
  percent: number
  /** The number as shown. */
  label: string
  color?: PaletteColor
}

/** Shares of a whole, one below the other. */
export function ProgressList({ items, label }: { items: readonly ProgressItem[]; label: string }) {
  return (
    <ol aria-label={label} className="space-y-3 text-sm">
      {items.map(({ key, name, to, detail, percent, label: shown, color = 'indigo' }) => (
        <li key={key}>
          <div className="flex flex-wrap items-baseline gap-x-2">
            {to === undefined ? (
              <span className="truncate" title={name}>
                {name}
              </span>
            ) : (
              <Link className="truncate hover:underline" title={name} to={to}>
                {name}
              </Link>
            )}
            <span className="quiet text-xs">{detail}</span>
            <span className="ml-auto shrink-0 font-medium">{shown}</span>
          </div>
          <ProgressBar aria-hidden="true" className="mt-1" value={percent} color={color} />
        </li>
      ))}
    </ol>
  )
}
