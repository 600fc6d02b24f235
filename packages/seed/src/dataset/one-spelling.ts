interface Words {
  content: { genre: string; content_type: string }[]
  paymenthistory: { method: string }[]
}

/**
 * Genres, content types and payment methods are one word in any case of letters, so that what a filter takes together no chart
 * tells apart. Each is written as in the first row that has it.
 * @returns what was written otherwise, for people
 */
export function toOneSpelling({ content, paymenthistory }: Words): string[] {
  return [
    ...respell(content, 'genre'),
    ...respell(content, 'content_type'),
    ...respell(paymenthistory, 'method'),
  ]
}

function respell<Column extends string>(rows: Record<Column, string>[], column: Column): string[] {
  const first = new Map<string, string>()
  const others = new Set<string>()
  for (const row of rows) {
    const word: string = row[column]
    const spelling = first.get(word.toLowerCase()) ?? word
    first.set(word.toLowerCase(), spelling)
    if (spelling !== word)
      others.add(`${column} ${JSON.stringify(word)} is written ${JSON.stringify(spelling)}`)
    Object.assign(row, { [column]: spelling })
  }
  return [...others]
}
