/** Of one kind: more than all questions have with all their filters, which a test counts. Those that come first keep their names. */
export const mostStatements = 200

/**
 * Names for statements that connections keep, by text; none for those beyond so many, since each connection keeps its own.
 * @param kind begins each name
 */
export function statementNames(kind: 'prepared' | 'rows'): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostStatements) return known
    const name = `${kind}_${names.size + 1}`
    names.set(text, name)
    return name
  }
}
