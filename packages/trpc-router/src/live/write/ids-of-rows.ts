/**
 * The ids of rows that were inserted together, in the order in which they were given: databases return them in any. Rows with one key
 * are alike in all but their id, so that each of them may have any of theirs.
 */
export function idsOfRows<Given, Written>(
  given: readonly Given[],
  written: readonly Written[],
  keyOf: (row: Given | Written) => string,
  idOf: (row: Written) => string,
): string[] {
  const ids = new Map<string, string[]>()
  for (const row of written) {
    const alike = ids.get(keyOf(row)) ?? []
    ids.set(keyOf(row), alike)
    alike.push(idOf(row))
  }
  return given.map((row) => {
    const id = ids.get(keyOf(row))?.pop()
    if (id === undefined) throw new Error('a row that was inserted was not returned')
    return id
  })
}
