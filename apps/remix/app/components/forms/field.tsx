import { useId } from 'react'
import { type ChoiceKind, isChoiceKind } from '../../manage/choices/row-choice.ts'
import { RowChoiceInput } from './row-choice-input.tsx'

export interface Option {
  value: string
  label: string
}

export interface FieldProps {
  name: string
  label: string
  kind?:
    | 'text'
    | 'email'
    | 'password'
    | 'new-password'
    | 'number'
    | 'words'
    | 'choice'
    | 'instant'
    | 'day'
    | ChoiceKind
  value?: string | undefined
  /** What the server said of what was typed. */
  fault?: string | undefined
  help?: string | undefined
  required?: boolean | undefined
  options?: readonly Option[] | undefined
}

const types = {
  text: 'text',
  email: 'email',
  password: 'password',
  'new-password': 'password',
  number: 'text', // a number field drops what it does not understand; the server's message says more
  instant: 'datetime-local',
  day: 'date',
} as const

const autocomplete: Partial<Record<NonNullable<FieldProps['kind']>, string>> = {
  email: 'username',
  password: 'current-password',
  'new-password': 'new-password',
}

/** A field with its label, and below it what the server said, which screen readers read with it. */
export function Field({
  name,
  label,
  kind = 'text',
  value,
  fault,
  help,
  required,
  options = [],
}: FieldProps) {
  const id = useId()
  const notes = [
    fault === undefined ? undefined : `${id}-fault`,
    help === undefined ? undefined : `${id}-help`,
  ]
  const common = {
    id,
    name,
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-describedby': notes.filter((note) => note !== undefined).join(' ') || undefined,
    'aria-required': required || undefined,
    className: `field w-full pr-3 ${fault === undefined ? '' : 'border-rose-600 dark:border-rose-400'}`,
  }
  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {required ? null : <span className="quiet font-normal"> (optional)</span>}
      </label>
      <div className="mt-1">
        {kind === 'words' ? (
          <textarea {...common} rows={4} defaultValue={value} className={`${common.className} h-auto py-2`} />
        ) : kind === 'choice' ? (
          <select {...common} defaultValue={value} className={`${common.className} pr-10`}>
            {options.map(({ value: option, label: shown }) => (
              <option key={option} value={option}>
                {shown}
              </option>
            ))}
          </select>
        ) : isChoiceKind(kind) ? (
          <RowChoiceInput {...common} kind={kind} autoComplete="off" defaultValue={value} />
        ) : (
          <input
            {...common}
            type={types[kind]}
            inputMode={kind === 'number' ? 'decimal' : undefined}
            step={kind === 'instant' ? 1 : undefined}
            autoComplete={autocomplete[kind] ?? 'off'}
            defaultValue={kind === 'password' || kind === 'new-password' ? undefined : value}
          />
        )}
      </div>
      {fault === undefined ? null : (
        <p id={`${id}-fault`} className="mt-1 text-sm text-rose-700 dark:text-rose-300">
          {fault}
        </p>
      )}
      {help === undefined ? null : (
        <p id={`${id}-help`} className="quiet mt-1 text-xs">
          {help}
        </p>
      )}
    </div>
  )
}
