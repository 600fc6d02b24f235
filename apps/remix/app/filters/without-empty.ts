/** What a GET form sends: URLs name what is chosen and nothing else. */
export function withoutEmpty(form: HTMLFormElement): FormData {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value === '') data.delete(name)
  // Days that are chosen take the place of a period by name.
  if (data.has('start_date') || data.has('end_date')) data.delete('period')
  return data
}
