/** Names for statements that connections keep, by text; none for those beyond so many, since each connection keeps its own. */
export function statementNames(most = 100): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    if (!names.has(text) && names.size < most) names.set(text, `prepared_${names.size + 1}`)
    return names.get(text)
  }
}
