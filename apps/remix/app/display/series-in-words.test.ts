import { expect, test } from 'vitest'
import { seriesInWords } from './series-in-words.ts'

const write = (value: number) => `$${value}`

test('ends, extremes and direction are said; of equals the first', () => {
  const points = [
    { label: 'Jan', value: 5 },
    { label: 'Feb', value: 9 },
    { label: 'Mar', value: 1 },
    { label: 'Apr', value: 9 },
  ]
  expect(seriesInWords(points, write)).toBe(
    'from $5 in Jan to $9 in Apr, up; highest $9 in Feb, lowest $1 in Mar',
  )
})

test('one point is said as it is, none as nothing', () => {
  expect(seriesInWords([{ label: 'Jan', value: 5 }], write)).toBe('$5 in Jan')
  expect(seriesInWords([], write)).toBe('nothing')
})
