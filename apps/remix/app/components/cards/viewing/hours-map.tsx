import { formatExactNumber } from '../../../display/format.ts'
import { useChartOfCard } from '../../charts/image/chart-of-card.ts'
import { ofBoxes } from '../../charts/image/painted-boxes.ts'

export interface ViewingHour {
  weekday: number
  hour: number
  watches: number
  hours: number
}

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
export const everyHour = Array.from({ length: 24 }, (_, hour) => hour)

/** Whole class names, so that Tailwind finds them; lighter to darker, on which no text stands. */
const shades = [
  'bg-slate-100 dark:bg-slate-800',
  'bg-indigo-100 dark:bg-indigo-950',
  'bg-indigo-200 dark:bg-indigo-900',
  'bg-indigo-300 dark:bg-indigo-800',
  'bg-indigo-400 dark:bg-indigo-600',
  'bg-indigo-600 dark:bg-indigo-400',
] as const

/** The hours of a week as boxes, darker where more was watched; the numbers are in the table beside it. */
export function HoursMap({ rows }: { rows: readonly ViewingHour[] }) {
  useChartOfCard()
  const most = Math.max(...rows.map(({ watches }) => watches))
  const busiest = rows.find(({ watches }) => watches === most)
  const shade = (watches: number) =>
    watches === 0 ? shades[0] : shades[Math.min(5, 1 + Math.floor((watches / most) * 4.999))]
  return (
    <figure
      data-chart={ofBoxes}
      aria-label={`Watches by weekday and hour: most on ${busiest === undefined ? '' : of(busiest)}, ${formatExactNumber(most)}`}
    >
      <div aria-hidden="true" className="grid grid-cols-[2.25rem_repeat(24,minmax(0,1fr))] gap-px text-xs">
        {weekdays.map((name, day) => [
          <span key={name} className="quiet self-center">
            {name.slice(0, 3)}
          </span>,
          ...rows
            .filter(({ weekday }) => weekday === day + 1)
            .map((row) => (
              <span
                key={`${name} ${row.hour}`}
                title={`${of(row)}: ${formatExactNumber(row.watches)} watches, ${formatExactNumber(row.hours)} hours`}
                className={`h-6 rounded-sm sm:h-9 ${shade(row.watches)}`}
              />
            )),
        ])}
        <span />
        {everyHour.map((hour) => (
          <span key={hour} className="quiet text-center">
            {hour % 6 === 0 ? hour : ''}
          </span>
        ))}
      </div>
      <figcaption className="quiet mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <span>
          Most: {busiest === undefined ? '' : of(busiest)} ({formatExactNumber(most)})
        </span>
        <span aria-hidden="true" className="flex items-center gap-1">
          0
          {shades.map((name) => (
            <span key={name} className={`h-3 w-5 rounded-sm ${name}`} />
          ))}
          {formatExactNumber(most)}
        </span>
      </figcaption>
    </figure>
  )
}

function of({ weekday, hour }: ViewingHour): string {
  return `${weekdays[weekday - 1]}, ${clock(hour)}`
}

export function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
