import { useNavigate } from '@remix-run/react'
import { type CustomTooltipProps, DonutChart } from '@tremor/react'
import { useEffect, useRef } from 'react'
import type { PartsProps } from './parts-props.ts'

/** The chart of Parts, in a module of its own so that chart code is loaded after the page. */
export default function TremorDonut({ parts, total }: PartsProps) {
  const navigate = useNavigate()
  const chart = useRef<HTMLDivElement>(null)
  // The chart's parts, which come once it knows its size, can have the focus but have no names: the list beside it is for the keyboard.
  useEffect(() => {
    const leaveFocus = () => {
      for (const element of chart.current?.querySelectorAll('[tabindex="0"]') ?? [])
        element.setAttribute('tabindex', '-1')
    }
    const observer = new MutationObserver(leaveFocus)
    if (chart.current !== null) observer.observe(chart.current, { childList: true, subtree: true })
    leaveFocus()
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={chart} aria-hidden="true">
      <DonutChart
        className="h-40 w-40 font-semibold"
        data={parts.map(({ name, value }) => ({ name, value }))}
        category="value"
        index="name"
        colors={parts.map(({ color }) => color)}
        label={total}
        showAnimation={false}
        customTooltip={({ active, payload }: CustomTooltipProps) => {
          const part = parts.find(({ name }) => name === payload?.[0]?.name)
          if (!active || part === undefined) return null
          return (
            <div className="whitespace-nowrap rounded-tremor-default border border-tremor-border bg-tremor-background px-3 py-2 text-tremor-default font-normal text-tremor-content-strong shadow-tremor-dropdown dark:border-dark-tremor-border dark:bg-dark-tremor-background dark:text-dark-tremor-content-strong">
              {part.name} {part.label}
            </div>
          )
        }}
        onValueChange={(event) => {
          const to = parts.find(({ name }) => name === event?.name)?.to
          if (to !== undefined) navigate(to)
        }}
      />
    </div>
  )
}
