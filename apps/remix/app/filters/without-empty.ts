/** What a GET form sends: URLs name what is chosen and nothing else. */
export function withoutEmpty(form: HTMLFormElement): FormData {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value === '') data.delete(name)
  return data
}
