/** A parameter of a page's URL that has some values, of which one holds where the URL names none. */
export interface Choice<Value extends string> {
  name: string
  /** As a message names it. */
  label: string
  options: readonly { value: Value; label: string }[]
  usual: Value
}

/** Reads it; an unknown value is said, with those there are, and left out. @param notices to which that is added */
export function chooseOne<Value extends string>(
  search: URLSearchParams,
  { name, label, options, usual }: Choice<Value>,
  notices: string[],
): Value {
  const asked = search.get(name)?.trim()
  if (!asked) return usual
  const found = options.find(({ value }) => value === asked)?.value
  if (found !== undefined) return found
  const known = options.map(({ value }) => value).join(', ')
  notices.push(`No ${label} “${asked.slice(0, 40)}”. There is: ${known}.`)
  return usual
}
