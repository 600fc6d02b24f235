import { useEffect, useRef } from 'react'
import { isDay } from '../display/format.ts'
import type { Choice } from './choose-one.ts'

interface SelectFilterProps {
  name: string
  label: string
  value: string | undefined
  /** What no choice means; undefined when there is always one. */
  all?: string | undefined
  /** The option that holds where the URL names none: it stays out of the URL. */
  usual?: string
  options: readonly { value: string; label: string }[]
}

export function SelectFilter({ name, label, value, all, usual, options }: SelectFilterProps) {
  const sent = (option: string | undefined) => (option === usual ? '' : (option ?? ''))
  const field = useValueOfUrl<HTMLSelectElement>(sent(value))
  return (
    <label className="flex flex-col gap-1 text-xs font-medium">
      {label}
      <select ref={field} name={name} defaultValue={sent(value)} className="field min-w-36 pr-9">
        {all === undefined ? null : <option value="">{all}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={sent(value)}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A choice of which one always holds. @param label as the field says it */
export function ChoiceFilter<Value extends string>({
  choice: { name, options, usual },
  label,
  value,
}: {
  choice: Choice<Value>
  label: string
  value: Value
}) {
  return <SelectFilter name={name} label={label} value={value} usual={usual} options={options} />
}

export function DateFilter({
  name,
  label,
  value,
}: {
  name: string
  label: string
  value: string | undefined
}) {
  // A browser shows a text that is no date as nothing; that is not somebody's choice of nothing.
  const shown = value !== undefined && isDay(value) ? value : ''
  const field = useValueOfUrl<HTMLInputElement>(shown)
  return (
    <label className="flex flex-col gap-1 text-xs font-medium">
      {label}
      <input ref={field} type="date" name={name} defaultValue={shown} className="field pr-3" />
    </label>
  )
}

/**
 * Shows what the URL says, also after back and forward. The field itself stays, so that it keeps the focus and
 * what is being typed.
 */
function useValueOfUrl<Field extends HTMLInputElement | HTMLSelectElement>(value: string) {
  const field = useRef<Field>(null)
  const shown = useRef(value)
  useEffect(() => {
    if (shown.current === value) return
    shown.current = value
    if (field.current !== null) field.current.value = value
  }, [value])
  return field
}
