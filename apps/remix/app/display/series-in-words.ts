interface Point {
  label: string
  value: number
}

/**
 * What a chart over time shows, for those who do not see it: its ends, its extremes and whether it rose or fell.
 * @param write a value, such as $4,210.00
 */
export function seriesInWords(points: readonly Point[], write: (value: number) => string): string {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return 'nothing'
  const said = ({ label, value }: Point) => `${write(value)} in ${label}`
  if (points.length === 1) return said(first)
  const highest = points.reduce((most, point) => (point.value > most.value ? point : most))
  const lowest = points.reduce((least, point) => (point.value < least.value ? point : least))
  const trend = last.value > first.value ? 'up' : last.value < first.value ? 'down' : 'the same'
  return `from ${said(first)} to ${said(last)}, ${trend}; highest ${said(highest)}, lowest ${said(lowest)}`
}
