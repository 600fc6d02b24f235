import { type CustomTooltipProps, LineChart } from '@tremor/react'
import { useLayoutEffect } from 'react'
import { LineSample } from './line-sample.tsx'
import type { LinesProps } from './lines-props.ts'

/** The chart of Lines, in a module of its own so that chart code is loaded after the page. */
export default function TremorLines({
  labels,
  lines,
  format,
  formatExactly,
  onDrawn,
}: LinesProps & { onDrawn: () => void }) {
  useLayoutEffect(onDrawn, [onDrawn])
  return (
    <LineChart
      className="h-64"
      data={labels.map((label, at) => ({
        label,
        ...Object.fromEntries(lines.map(({ name, values }) => [name, values[at] ?? null])),
      }))}
      index="label"
      categories={lines.map(({ name }) => name)}
      colors={lines.map(({ color }) => color)}
      valueFormatter={format}
      yAxisWidth={56}
      showLegend={false}
      showAnimation={false}
      tickGap={48}
      // The other ways leave out every label but the first where the last would be cut.
      intervalType="preserveStartEnd"
      autoMinValue={lines.some(({ values }) => values.some((value) => value !== null && value < 0))}
      customTooltip={({ active, label }: CustomTooltipProps) => {
        const at = labels.indexOf(String(label))
        if (!active || at < 0) return null
        return (
          <div className="rounded-tremor-default border border-tremor-border bg-tremor-background px-3 py-2 text-tremor-default text-tremor-content-strong shadow-tremor-dropdown dark:border-dark-tremor-border dark:bg-dark-tremor-background dark:text-dark-tremor-content-strong">
            <p className="font-medium">{label}</p>
            {lines.map(({ name, color, values }) => (
              <p key={name} className="flex items-center gap-2">
                <LineSample color={color} />
                {name} {written(values[at], formatExactly)}
              </p>
            ))}
          </div>
        )
      }}
    />
  )
}

function written(value: number | null | undefined, write: (value: number) => string): string {
  return value == null ? 'n/a' : write(value)
}
