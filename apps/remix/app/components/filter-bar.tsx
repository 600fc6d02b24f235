import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { isDay } from '../format.ts'

/**
 * The filters of a page as a plain GET form: the URL is the state. With JavaScript a change is followed at
 * once; without it there is a button.
 */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  const submit = useSubmit()
  const pending = useNavigation().state === 'loading'
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (form.current !== null && [...form.current.elements].some(wasChosen)) {
      submit(withoutEmpty(form.current), { method: 'get', preventScrollReset: true })
    }
  }, [submit])
  return (
    <Form
      ref={form}
      // Browsers would restore old choices, against the URL.
      autoComplete="off"
      method="get"
      preventScrollReset
      aria-label={label}
      onChange={(event) => {
        if (isComplete(event.target))
          submit(withoutEmpty(event.currentTarget), { method: 'get', preventScrollReset: true })
      }}
      className="top-0 z-10 md:sticky -mx-4 flex flex-wrap items-end gap-3 border-b border-slate-200 bg-slate-50/95 px-4 py-3 backdrop-blur lg:-mx-6 lg:px-6 dark:border-slate-800 dark:bg-slate-950/95"
    >
      {children}
      <noscript>
        <button type="submit" className="button">
          Apply
        </button>
      </noscript>
      <span role="status" className="quiet self-center text-sm">
        {pending ? 'Loading …' : ''}
      </span>
    </Form>
  )
}

/** A year that is being typed is a date at every digit: 2, 20, 202. It is followed when it has four. */
function isComplete(field: EventTarget): boolean {
  return !(field instanceof HTMLInputElement && field.type === 'date') || !field.value.startsWith('0')
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

/** Whether something was chosen while the page's script was still on its way. */
function wasChosen(field: Element): boolean {
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.defaultSelected === false
  return field instanceof HTMLInputElement && field.value !== field.defaultValue && isComplete(field)
}

/** URLs name what is chosen and nothing else. */
function withoutEmpty(form: HTMLFormElement): FormData {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value === '') data.delete(name)
  return data
}

interface SelectFilterProps {
  name: string
  label: string
  value: string | undefined
  /** What no choice means; undefined when there is always one. */
  all?: string
  options: readonly { value: string; label: string }[]
}

export function SelectFilter({ name, label, value, all, options }: SelectFilterProps) {
  const field = useValueOfUrl<HTMLSelectElement>(value ?? '')
  return (
    <label className="flex flex-col gap-1 text-xs font-medium">
      {label}
      <select ref={field} name={name} defaultValue={value ?? ''} className="field min-w-36 pr-9">
        {all === undefined ? null : <option value="">{all}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
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
