import { Form, useNavigation, useSubmit } from '@remix-run/react'
import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { isBefore } from './chosen-days.ts'
import { withoutEmpty } from './without-empty.ts'

/**
 * The filters of a page as a plain GET form: the URL is the state. With JavaScript a choice is followed at once, one by the
 * keyboard when it is made: each arrow key changes a select. Without it there is a button. A choice takes the place of the one
 * before in the browser's history.
 */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  const submit = useSubmit()
  const pending = useNavigation().state === 'loading'
  const form = useRef<HTMLFormElement>(null)
  const byKeyboard = useRef(false)
  /** A choice that is being made by the keyboard, and is followed when the field is left or Enter is pressed. */
  const [choosing, setChoosing] = useState(false)
  const [fault, setFault] = useState<string>()
  const follow = useCallback(
    (element: HTMLFormElement) => {
      setChoosing(false)
      const wrong = faultOf(element)
      setFault(wrong)
      if (wrong === undefined)
        submit(withoutEmpty(element), { method: 'get', preventScrollReset: true, replace: true })
    },
    [submit],
  )
  useEffect(() => {
    if (form.current !== null && [...form.current.elements].some(wasChosen)) follow(form.current)
  }, [follow])
  useScrollPadding(form)
  return (
    <Form
      ref={form}
      // Browsers would restore old choices, against the URL.
      autoComplete="off"
      method="get"
      preventScrollReset
      aria-label={label}
      onPointerDownCapture={() => {
        byKeyboard.current = false
      }}
      onKeyDownCapture={(event) => {
        byKeyboard.current = true
        if (event.key === 'Enter' && choosing) {
          event.preventDefault()
          follow(event.currentTarget)
        }
      }}
      onChange={(event: FormEvent<HTMLFormElement>) => {
        if (event.target instanceof HTMLSelectElement && byKeyboard.current) setChoosing(true)
        else if (isComplete(event.target)) follow(event.currentTarget)
      }}
      onBlur={(event) => {
        if (choosing) follow(event.currentTarget)
      }}
      onSubmit={(event) => {
        event.preventDefault()
        follow(event.currentTarget)
      }}
      className="top-0 z-10 xl:sticky -mx-4 flex flex-wrap items-end gap-3 border-b border-slate-200 bg-slate-50/95 px-4 py-3 backdrop-blur lg:-mx-6 lg:px-6 dark:border-slate-800 dark:bg-slate-950/95"
    >
      {children}
      <noscript>
        <button type="submit" className="button">
          Apply
        </button>
      </noscript>
      <span role="status" className="quiet self-center text-sm">
        {pending ? 'Loading …' : choosing ? 'Press Enter to apply.' : ''}
      </span>
      {fault === undefined ? null : (
        <p role="alert" className="w-full text-sm text-rose-800 dark:text-rose-300">
          {fault}
        </p>
      )}
    </Form>
  )
}

/** Keeps what is scrolled to below the bar, which has more rows in a narrow window. */
function useScrollPadding(bar: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = bar.current
    if (element === null) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => {
      style.scrollPaddingTop = `${element.offsetHeight + 8}px`
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.scrollPaddingTop = ''
    }
  }, [bar])
}

/** What stands against following the form: said at it, while the page stays as it is. */
function faultOf(form: HTMLFormElement): string | undefined {
  const data = new FormData(form)
  const day = (name: string) => String(data.get(name) ?? '')
  return isBefore(day('end_date'), day('start_date'))
    ? 'To lies before From: choose a later day for To, or an earlier one for From.'
    : undefined
}

/** A year that is being typed is a date at every digit: 2, 20, 202. It is followed when it has four. */
function isComplete(field: EventTarget): boolean {
  return !(field instanceof HTMLInputElement && field.type === 'date') || !field.value.startsWith('0')
}

/** Whether something was chosen while the page's script was still on its way. */
function wasChosen(field: Element): boolean {
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.defaultSelected === false
  return field instanceof HTMLInputElement && field.value !== field.defaultValue && isComplete(field)
}
