import { Link } from '@remix-run/react'
import {
  type Granularity,
  granularityChoice,
  type ViewingFilters,
} from '../components/cards/viewing/viewing-choices.ts'
import { formatMonth } from '../display/format.ts'
import { type FilterOptions, pathWith } from './chosen-filters.ts'
import { FilterBar } from './filter-bar.tsx'
import { ChoiceFilter, SelectFilter } from './filter-fields.tsx'
import { PeriodFilter } from './period-filter.tsx'
import { type Comparison, comparisonChoice, type PeriodName } from './periods.ts'
import { zones } from './zones.ts'

interface ViewingFilterBarProps {
  options: FilterOptions
  month: string | undefined
  period: PeriodName | undefined
  filters: ViewingFilters
  chosen: { granularity: Granularity; compare: Comparison; zone: string }
  /** What else of the URL is kept, such as the choices of cards. */
  kept: Record<string, string | undefined>
  /** That, and what is chosen in the bar but for the period: what links to periods keep. */
  keptByPeriods: Record<string, string | undefined>
}

const named = (values: readonly string[]) => values.map((value) => ({ value, label: value }))

/** The filters of everything on the page about viewing. */
export function ViewingFilterBar({
  options,
  month,
  period,
  filters,
  chosen,
  kept,
  keptByPeriods,
}: ViewingFilterBarProps) {
  const { start_date, end_date, genre, content_type, plan } = filters
  const { granularity, compare, zone } = chosen
  const { genre: _genre, content_type: _type, plan: _plan, ...withoutFilters } = keptByPeriods
  return (
    <FilterBar label="Filters">
      <SelectFilter
        name="month"
        label="Month"
        value={month}
        all={options.months.length === 0 ? 'No month yet' : undefined}
        options={options.months.map((value) => ({ value, label: formatMonth(value) }))}
      />
      <PeriodFilter
        path="/viewing"
        kept={keptByPeriods}
        period={period}
        start_date={start_date}
        end_date={end_date}
        dataUntil={options.data_until}
      />
      <ChoiceFilter choice={comparisonChoice} label="Compare with" value={compare} />
      <ChoiceFilter choice={granularityChoice} label="By" value={granularity} />
      <SelectFilter
        name="genre"
        label="Genre"
        value={genre}
        all="All genres"
        options={named(options.genres)}
      />
      <SelectFilter
        name="content_type"
        label="Type"
        value={content_type}
        all="All types"
        options={named(options.content_types)}
      />
      <SelectFilter name="plan" label="Plan" value={plan} all="All plans" options={named(options.plans)} />
      <SelectFilter
        name="zone"
        label="Zone of hours"
        value={zone}
        usual="UTC"
        options={named([...new Set([...zones, zone])])}
      />
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {start_date || end_date || genre || content_type || plan ? (
        <Link to={pathWith('/viewing', withoutFilters)} className="textlink flex h-10 items-center text-sm">
          Clear
        </Link>
      ) : null}
    </FilterBar>
  )
}
