import { Link } from '@remix-run/react'
import type { Choice } from '../../filters/choose-one.ts'
import { pathWith } from '../../filters/chosen-filters.ts'

/** A choice of a card as links in a row, each of which keeps the rest of the page's URL. */
export function ChoiceLinks<Value extends string>({
  choice: { name, label, options, usual },
  chosen,
  path,
  kept,
}: {
  choice: Choice<Value>
  chosen: Value
  path: string
  kept: Record<string, string | undefined>
}) {
  return (
    <nav
      aria-label={`${label[0]?.toUpperCase()}${label.slice(1)}`}
      className="inline-flex max-w-full flex-wrap rounded-md border border-slate-200 p-0.5 text-xs dark:border-slate-700"
    >
      {options.map((option) => (
        <Link
          key={option.value}
          preventScrollReset
          replace
          to={pathWith(path, { ...kept, [name]: option.value === usual ? undefined : option.value })}
          aria-current={option.value === chosen ? 'true' : undefined}
          className={`flex h-10 items-center whitespace-nowrap rounded px-3 lg:h-7 ${option.value === chosen ? 'bg-slate-200 font-medium dark:bg-slate-700' : 'hover:bg-slate-100 dark:hover:bg-slate-800'}`}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  )
}
