import type { z } from 'zod'

/** Each fault on a line: the knob, what is allowed, what came. Parse with `reportInput`. */
export function describeFaults(error: z.ZodError): string {
  return error.issues.map(describe).join('\n')
}

function describe(issue: z.core.$ZodIssue): string {
  const knob = issue.path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )
  const at = knob === '' ? '' : `${knob}: `
  if (issue.code === 'unrecognized_keys') return `${at}unknown: ${issue.keys.join(', ')}`
  const allowed =
    issue.code === 'invalid_value' ? `expected one of ${issue.values.map(String).join(', ')}` : issue.message
  return `${at}${allowed}${issue.input === undefined ? '' : `, got ${JSON.stringify(issue.input)}`}`
}
