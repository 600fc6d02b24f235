import { useNavigate } from '@remix-run/react'
import { BarList } from '@tremor/react'
import type { PaletteColor } from '../../display/palette.ts'
import { useChartOfCard } from './image/chart-of-card.ts'
import { ofBoxes } from './image/painted-boxes.ts'
import { ProgressList } from './progress-list.tsx'

export interface RankedItem {
  key: string
  name: string
  /** The page of what is named. */
  to?: string | undefined
  /** After the name. */
  detail?: string
  /** Length of the bar. */
  value: number
  /** The number as shown: the same for the same value. */
  label: string
  color?: PaletteColor
}

/** Tremor says of the bars' frame how it is sorted, which only heads of tables can be. */
const withoutSort = { 'aria-sort': undefined }

/**
 * Horizontal bars in the order given, with names on the left and numbers on the right: Tremor's, there before any script. Where
 * names have details, a phone has no room for both in a bar: there the bar is below them.
 */
export function Ranking(props: { items: readonly RankedItem[]; label: string }) {
  useChartOfCard()
  const { items, label } = props
  if (items.every(({ detail }) => detail === undefined))
    return (
      <div data-chart={ofBoxes}>
        <Bars {...props} />
      </div>
    )
  const most = Math.max(...items.map(({ value }) => value))
  return (
    <div data-chart={ofBoxes}>
      <div className="max-sm:hidden">
        <Bars {...props} />
      </div>
      <div className="sm:hidden">
        <ProgressList
          label={label}
          items={items.map(({ value, detail = '', ...item }) => ({
            ...item,
            detail,
            percent: most > 0 ? (value / most) * 100 : 0,
          }))}
        />
      </div>
    </div>
  )
}

function Bars({ items, label }: { items: readonly RankedItem[]; label: string }) {
  const navigate = useNavigate()
  const labels = new Map(items.map(({ value, label: shown }) => [value, shown]))
  return (
    <div
      // Tremor's links let no click pass up.
      onClickCapture={(event) => {
        const link = event.target instanceof Element ? event.target.closest('a') : null
        const elsewhere =
          event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
        if (link === null || elsewhere) return
        event.preventDefault()
        navigate(link.pathname + link.search)
      }}
    >
      <BarList
        role="group"
        aria-label={label}
        {...withoutSort}
        sortOrder="none"
        data={items.map(({ key, name, detail, to, value, color }) => ({
          key,
          name: detail === undefined ? name : `${name} · ${detail}`,
          value,
          color: color ?? 'indigo',
          ...(to === undefined ? {} : { href: to, target: '_self' }),
        }))}
        valueFormatter={(value: number) => labels.get(value) ?? String(value)}
      />
    </div>
  )
}
