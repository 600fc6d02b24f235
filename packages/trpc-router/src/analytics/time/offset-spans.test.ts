import { expect, test } from 'vitest'
import { isZone, offsetSpans, quarterOfDay } from './offset-spans.ts'

const quarter = (instant: string) => Date.parse(instant) / 900_000

test('the clocks of Berlin go forward and back at 01:00 UTC', () => {
  expect(offsetSpans('Europe/Berlin', quarter('2024-01-01T00:00Z'), quarter('2025-01-01T00:00Z'))).toEqual([
    { from: quarter('2024-01-01T00:00Z'), to: quarter('2024-03-31T01:00Z'), offset: 4 },
    { from: quarter('2024-03-31T01:00Z'), to: quarter('2024-10-27T01:00Z'), offset: 8 },
    { from: quarter('2024-10-27T01:00Z'), to: quarter('2025-01-01T00:00Z'), offset: 4 },
  ])
})

test('zones with halves and quarters of an hour, and those without summer time, have one span', () => {
  const [from, to] = [quarter('2024-01-01T00:00Z'), quarter('2024-12-31T00:00Z')]
  expect(offsetSpans('Asia/Kathmandu', from, to)).toEqual([{ from, to, offset: 23 }])
  expect(offsetSpans('America/St_Johns', from, quarter('2024-02-01T00:00Z'))[0]?.offset).toBe(-14)
  expect(offsetSpans('UTC', from, to)).toEqual([{ from, to, offset: 0 }])
  expect(offsetSpans('UTC', to, to)).toEqual([])
})

test('two changes within five weeks are both found: Casablanca during Ramadan', () => {
  expect(
    offsetSpans('Africa/Casablanca', quarter('2024-03-01T00:00Z'), quarter('2024-05-01T00:00Z')).map(
      ({ offset }) => offset,
    ),
  ).toEqual([4, 0, 4])
})

test('a day begins at local midnight, also where clocks change at it', () => {
  expect(quarterOfDay('Europe/Berlin', '2024-07-01')).toBe(quarter('2024-06-30T22:00Z'))
  expect(quarterOfDay('America/Los_Angeles', '2024-01-15')).toBe(quarter('2024-01-15T08:00Z'))
  // There was no midnight: clocks went from 24:00 to 01:00.
  expect(quarterOfDay('America/Santiago', '2024-09-08')).toBe(quarter('2024-09-08T04:00Z'))
  // Midnight came twice: clocks went back from 01:00 to 00:00.
  expect(quarterOfDay('America/Havana', '2024-11-03')).toBe(quarter('2024-11-03T04:00Z'))
})

test('what is no zone is known', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Base', '', '+01:00', "UTC'; --"].map(isZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
