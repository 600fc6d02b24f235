import { Form, Link, useLocation, useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { shownPrefix } from '../../manage/changed.ts'
import type { Confirmation } from '../../manage/resource.ts'
import { Field, type FieldProps } from './field.tsx'

/** Why a form was not accepted: at its fields, by name, and for the whole of it. */
export interface FormFault {
  fields: Record<string, string>
  form: string | null
}

/**
 * A form that works without a script. It keeps what was typed, shows the server's words at the field, and is sent
 * once: its button rests while it is on its way, and its key makes the same request twice one.
 */
export function RecordForm({
  intent,
  submit,
  fields,
  values,
  fault,
  shown = {},
  idempotencyKey,
  confirm,
  danger = false,
  children,
}: {
  /** Which of a page's forms it is. */
  intent: string
  /** Words of the button. */
  submit: string
  fields: readonly FieldProps[]
  values: Readonly<Record<string, string>>
  fault?: FormFault | null | undefined
  /** What the page showed when it was made, sent along. */
  shown?: Readonly<Record<string, string>> | undefined
  idempotencyKey?: string | undefined
  /** What is asked before it is done: the fields are fixed then. */
  confirm?: Confirmation | undefined
  danger?: boolean
  children?: ReactNode
}) {
  const navigation = useNavigation()
  const { pathname } = useLocation()
  const sending = navigation.state !== 'idle' && navigation.formData?.get('intent') === intent
  const round = useRound(sending, fault)
  const unplaced = Object.entries(fault?.fields ?? {}).filter(
    ([name]) => !fields.some((field) => field.name === name),
  )
  const whole = [fault?.form, ...unplaced.map(([name, said]) => `${name}: ${said}`)]
    .filter(Boolean)
    .join('; ')
  const count = Object.keys(fault?.fields ?? {}).length - unplaced.length
  return (
    <Form
      method="post"
      noValidate
      className="space-y-4"
      aria-busy={sending}
      onSubmit={(event) => {
        if (sending) event.preventDefault()
      }}
    >
      {whole === '' && count === 0 ? null : (
        <p
          role="alert"
          className="rounded-md border border-rose-300 bg-rose-50 px-4 py-3 text-sm text-rose-950 dark:border-rose-800 dark:bg-rose-950 dark:text-rose-100"
        >
          {whole ||
            `Nothing was saved: ${count === 1 ? 'one field needs' : `${count} fields need`} another look.`}
        </p>
      )}
      {children}
      {confirm === undefined ? (
        fields.map((field) => (
          <Field
            key={`${field.name} ${round}`}
            {...field}
            value={values[field.name] ?? field.value}
            fault={fault?.fields[field.name]}
          />
        ))
      ) : (
        <>
          <p role="alert" className="font-medium">
            {confirm.question}
          </p>
          {fields.map(({ name }) => (
            <input key={name} type="hidden" name={name} value={values[name] ?? ''} />
          ))}
          <input type="hidden" name="confirmed" value="yes" />
        </>
      )}
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(shown).map(([name, text]) => (
        <input key={name} type="hidden" name={`${shownPrefix}${name}`} value={text} />
      ))}
      {idempotencyKey === undefined ? null : (
        <input type="hidden" name="idempotency_key" value={idempotencyKey} />
      )}
      <button
        type="submit"
        // Not disabled: a disabled button loses the keyboard's place.
        aria-disabled={sending}
        className={`button aria-disabled:opacity-60 ${danger || confirm ? 'bg-rose-700 hover:bg-rose-800' : ''}`}
      >
        {sending ? 'Sending …' : (confirm?.submit ?? submit)}
      </button>
      {confirm === undefined ? null : (
        <Link className="textlink ml-4 inline-block py-2 text-sm" to={pathname}>
          Cancel
        </Link>
      )}
    </Form>
  )
}

/** Counts what was accepted: fields begin anew after it, with what the page holds then, and keep what was typed until then. */
function useRound(sending: boolean, fault: FormFault | null | undefined): number {
  const [round, setRound] = useState(0)
  const sent = useRef(false)
  useEffect(() => {
    if (sending) sent.current = true
    else if (sent.current) {
      sent.current = false
      if (!fault) setRound((before) => before + 1)
    }
  }, [sending, fault])
  return round
}
