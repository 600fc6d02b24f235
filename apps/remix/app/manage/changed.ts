import { inputOf, type RowForm } from './resource.ts'

/** A form of changes sends along what its page showed: so that two people who edit one row do not undo each other's work. */
export const shownPrefix = 'shown.'

/** What the page showed, by field. */
export function shownBefore(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) =>
      name.startsWith(shownPrefix) ? [[name.slice(shownPrefix.length), text]] : [],
    ),
  )
}

/** The fields that were typed over; all of them, if the form is not one of changes. */
export function changed<Row>(form: RowForm<Row>, values: Record<string, string>): Record<string, string> {
  const shown = shownBefore(values)
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, text]) =>
        !name.startsWith(shownPrefix) &&
        (!form.changesOnly || shown[name] === undefined || !isSame(form, name, text, shown[name])),
    ),
  )
}

/** Fields that were typed over here, and in the meantime by somebody else: with what it is now. */
export function overtaken<Row>(
  form: RowForm<Row>,
  values: Record<string, string>,
  row: Row,
): Record<string, string> {
  if (!form.changesOnly) return {}
  const shown = shownBefore(values)
  const now = form.values(row)
  const typed = changed(form, values)
  return Object.fromEntries(
    form.fields.flatMap(({ name }) => {
      const [mine, before, theirs] = [typed[name], shown[name], now[name]]
      if (mine === undefined || before === undefined || theirs === undefined) return []
      if (isSame(form, name, before, theirs) || isSame(form, name, mine, theirs)) return []
      return [[name, `Somebody has changed this to “${theirs}” in the meantime.`]]
    }),
  )
}

/** Browsers write line ends and full minutes in ways of their own: what they mean is compared. */
function isSame<Row>({ fields }: RowForm<Row>, name: string, a: string, b: string): boolean {
  return inputOf(fields, { [name]: a })[name] === inputOf(fields, { [name]: b })[name]
}
