/** More than all questions have with all their filters, which a test counts: those that come first keep their names. */
export const mostStatements = 150

/** Names for statements that connections keep, by text; none for those beyond so many, since each connection keeps its own. */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostStatements) return known
    const name = `prepared_${names.size + 1}`
    names.set(text, name)
    return name
  }
}
