import { type InputHTMLAttributes, useEffect, useId, useState } from 'react'
import { array, object, type output, string } from 'zod/mini'
import { type ChoiceKind, choiceText } from '../../manage/choices/row-choice.ts'

const Choices = array(object({ id: string(), name: string(), detail: string() }))
const pauseMs = 200

/** A field for a user or title, with suggestions while a name is typed. Without a script, a name or an id will do. */
export function RowChoiceInput({
  kind,
  ...input
}: { kind: ChoiceKind } & InputHTMLAttributes<HTMLInputElement>) {
  const list = useId()
  const [typed, setTyped] = useState('')
  const [choices, setChoices] = useState<output<typeof Choices>>([])
  useEffect(() => {
    if (typed.trim() === '') return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const search = new URLSearchParams({ search: typed })
        const response = await fetch(`/manage/choices/${kind}?${search}`, { signal: stop.signal })
        setChoices(Choices.parse(await response.json()))
      } catch {
        // No suggestions: what is typed is looked up when the form is sent.
      }
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [typed, kind])
  return (
    <>
      <input {...input} type="text" list={list} onInput={(event) => setTyped(event.currentTarget.value)} />
      <datalist id={list}>
        {choices.map((choice) => (
          <option key={choice.id} value={choiceText(choice)}>
            {choice.detail}
          </option>
        ))}
      </datalist>
    </>
  )
}
