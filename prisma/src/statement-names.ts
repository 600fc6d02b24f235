/** Names for statements that connections keep, by text; none for those beyond so many, since each connection keeps its own. */
export function statementNames(most = 150): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= most) return known
    const name = `prepared_${names.size + 1}`
    names.set(text, name)
    return name
  }
}
