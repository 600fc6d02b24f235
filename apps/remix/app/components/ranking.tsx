import { Link } from '@remix-run/react'
import { type PaletteColor, swatch } from '../palette.ts'

export interface RankedItem {
  key: string
  name: string
  /** The page of what is named. */
  to?: string
  /** Beside the name. */
  detail?: string
  /** Length of the bar. */
  value: number
  /** The number as shown. */
  label: string
  color?: PaletteColor
}

/** Horizontal bars, the longest being `most` or else the greatest value, with names on the left and numbers on the right. Plain HTML, there before any script. */
export function Ranking({
  items,
  label,
  most: whole,
}: {
  items: readonly RankedItem[]
  label: string
  most?: number
}) {
  const most = whole ?? Math.max(...items.map(({ value }) => value), 0)
  return (
    <ol aria-label={label} className="space-y-1.5">
      {items.map(({ key, name, to, detail, value, label: shown, color = 'indigo' }) => (
        <li key={key} className="flex items-center gap-3 text-sm">
          <span className="relative min-w-0 grow overflow-hidden rounded-md py-1.5 pl-3 pr-2">
            <span
              aria-hidden="true"
              className={`absolute inset-y-0 left-0 rounded-md opacity-20 dark:opacity-40 ${swatch[color]}`}
              style={{ width: `${most === 0 ? 0 : (value / most) * 100}%` }}
            />
            <span className="relative flex items-baseline gap-2">
              <span className="truncate" title={name}>
                {to === undefined ? (
                  name
                ) : (
                  <Link className="underline decoration-dotted underline-offset-2 -outline-offset-2" to={to}>
                    {name}
                  </Link>
                )}
              </span>
              {detail === undefined ? null : (
                <span className="hidden shrink-0 text-xs text-slate-600 sm:inline dark:text-slate-300">
                  {detail}
                </span>
              )}
            </span>
          </span>
          <span className="min-w-20 shrink-0 whitespace-nowrap text-right font-medium">{shown}</span>
        </li>
      ))}
    </ol>
  )
}
