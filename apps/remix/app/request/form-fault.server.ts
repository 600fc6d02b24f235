import type { AppLoadContext } from '@remix-run/node'
import type { FormFault } from '../components/forms/record-form.tsx'

/** Codes whose words a person at a form can use. */
const shown = new Set([
  'BAD_REQUEST',
  'CONFLICT',
  'NOT_FOUND',
  'FORBIDDEN',
  'SERVICE_UNAVAILABLE',
  'TOO_MANY_REQUESTS',
  'TIMEOUT',
])

/** A form whose key was used for other values: the try before was done, though nobody was told. */
const doneBefore = 'It was sent before with other values, and that was done. Look before you send it again.'

/** Shows a refusal at the form; a fault of ours is none and goes on. @throws what it cannot show */
export function formFault({ refusal }: AppLoadContext, error: unknown): FormFault {
  const said = refusal(error)
  if (said === undefined || !shown.has(said.code)) throw error
  const { message, issues = [] } = said
  const fields: Record<string, string> = {}
  const others: string[] = []
  if (issues.some(({ path }) => path === 'idempotency_key')) return { fields: {}, form: doneBefore }
  for (const issue of issues) {
    // At the field itself it is seen that it is empty.
    const words = issue.message.replace(`${issue.path}: `, '').replace(/, (got ""|it is missing)$/, '')
    if (issue.path === '') others.push(issue.message)
    else fields[issue.path] ??= `${words[0]?.toUpperCase()}${words.slice(1)}`
  }
  return { fields, form: issues.length === 0 ? message : others.join('; ') || null }
}

/** The key to send with the next try: the same, so that what may have been done is not done again, unless it was. */
export function keyAfter(fault: FormFault, key: string | undefined): string | undefined {
  return fault.form === doneBefore ? undefined : key
}
