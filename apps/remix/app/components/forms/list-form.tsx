import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { DateFilter, SelectFilter } from '../../filters/filter-fields.tsx'
import { withoutEmpty } from '../../filters/without-empty.ts'
import type { LoadedFilter } from '../../manage/resource.ts'

/** What a list is searched and filtered by: a plain GET form, which keeps the list's order. */
export function ListForm({
  searches,
  filters,
  byDay = false,
  values,
}: {
  /** What the search looks through; a list without search has none. */
  searches: string | undefined
  filters: readonly LoadedFilter[]
  /** Whether it is filtered by days, too. */
  byDay?: boolean | undefined
  /** What is chosen now, by name. */
  values: Readonly<Record<string, string>>
}) {
  const { sort = '', order = '', search = '', ...chosen } = values
  const pending = useNavigation().state === 'loading'
  const submit = useSubmit()
  return (
    <Form
      method="get"
      role="search"
      className="flex grow flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit(withoutEmpty(event.currentTarget), { method: 'get' })
      }}
    >
      {searches === undefined ? null : (
        <label className="flex grow flex-col gap-1 text-xs font-medium sm:max-w-xs">
          {searches}
          <input
            key={search}
            type="search"
            name="search"
            defaultValue={search}
            className="field w-full pr-3"
          />
        </label>
      )}
      {filters.map(({ name, label: shownAs, kind, all = '', help, options }) =>
        kind === 'choice' ? (
          <SelectFilter
            key={name}
            name={name}
            label={shownAs}
            all={all}
            options={options}
            value={chosen[name]}
          />
        ) : (
          <label key={name} className="flex flex-col gap-1 text-xs font-medium">
            {shownAs}
            <input
              key={chosen[name]}
              name={name}
              defaultValue={chosen[name]}
              placeholder={help}
              autoComplete="off"
              className="field w-36 pr-3"
            />
          </label>
        ),
      )}
      {byDay ? (
        <>
          <DateFilter name="start_date" label="From" value={chosen.start_date} />
          <DateFilter name="end_date" label="To" value={chosen.end_date} />
        </>
      ) : null}
      {sort === '' ? null : <input type="hidden" name="sort" value={sort} />}
      {order === '' ? null : <input type="hidden" name="order" value={order} />}
      <button type="submit" className="button">
        Find
      </button>
      <span role="status" className="quiet self-center text-sm">
        {pending ? 'Loading …' : ''}
      </span>
    </Form>
  )
}
