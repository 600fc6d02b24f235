import { Link } from '@remix-run/react'
import { formatDay } from '../display/format.ts'
import { pathWith } from './chosen-filters.ts'
import { DateFilter } from './filter-fields.tsx'
import { type PeriodName, periods } from './periods.ts'

interface PeriodFilterProps {
  path: string
  /** The page's other filters, which links keep. */
  kept: Record<string, string | undefined>
  period: PeriodName | undefined
  start_date: string | undefined
  end_date: string | undefined
  dataUntil: string | null
}

/** A period by name, or any two days. The name stays in the URL, so that a link means the same after there are newer data. */
export function PeriodFilter({ path, kept, period, start_date, end_date, dataUntil }: PeriodFilterProps) {
  const byDays = period === undefined && (start_date !== undefined || end_date !== undefined)
  const choices = [{ value: undefined, label: 'All' }, ...periods]
  return (
    <>
      <div className="flex flex-col gap-1 text-xs font-medium">
        <span aria-hidden="true">
          Period{dataUntil === null ? '' : `, data until ${formatDay(dataUntil)}`}
        </span>
        <nav
          aria-label={`Period${dataUntil === null ? '' : `, data until ${formatDay(dataUntil)}`}`}
          className="flex h-10 items-center rounded-md border border-slate-300 bg-white p-0.5 dark:border-slate-700 dark:bg-slate-900"
        >
          {choices.map(({ value, label }) => {
            const chosen = value === period && !byDays
            return (
              <Link
                key={label}
                preventScrollReset
                replace
                to={pathWith(path, { ...kept, period: value })}
                aria-current={chosen ? 'true' : undefined}
                className={`flex h-full items-center whitespace-nowrap rounded px-2 sm:px-3 ${chosen ? 'bg-slate-200 dark:bg-slate-700' : 'hover:bg-slate-100 dark:hover:bg-slate-800'}`}
              >
                {label}
              </Link>
            )
          })}
        </nav>
      </div>
      {period === undefined ? null : <input type="hidden" name="period" value={period} />}
      <DateFilter name="start_date" label="From" value={period === undefined ? start_date : undefined} />
      <DateFilter name="end_date" label="To" value={period === undefined ? end_date : undefined} />
    </>
  )
}
