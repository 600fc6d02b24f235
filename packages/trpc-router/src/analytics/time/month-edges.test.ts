import { expect, test } from 'vitest'
import { monthEdges } from './month-edges.ts'

const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

test.each([
  ['nothing is cut by open ends', {}, []],
  ['whole months have no edges', { start_date: '2024-02-01', end_date: '2024-02-29' }, []],
  [
    'a period within a month is one edge, with others on both sides',
    { start_date: '2024-02-05', end_date: '2024-02-20' },
    [{ month: '2024-02-01', days: span(5, 20), others: [...span(1, 4), ...span(21, 29)] }],
  ],
  [
    'a period that begins with its month is cut at its end alone',
    { start_date: '2023-02-01', end_date: '2023-02-10' },
    [{ month: '2023-02-01', days: span(1, 10), others: span(11, 28) }],
  ],
  [
    'neighbouring months have an edge each',
    { start_date: '2024-03-31', end_date: '2024-04-01' },
    [
      { month: '2024-03-01', days: [31], others: span(1, 30) },
      { month: '2024-04-01', days: [1], others: span(2, 30) },
    ],
  ],
  [
    'years have edges at both ends',
    { start_date: '2022-12-02', end_date: '2024-01-30' },
    [
      { month: '2022-12-01', days: span(2, 31), others: [1] },
      { month: '2024-01-01', days: span(1, 30), others: [31] },
    ],
  ],
  [
    'an open start has an edge at its end',
    { end_date: '2024-06-15' },
    [{ month: '2024-06-01', days: span(1, 15), others: span(16, 30) }],
  ],
  [
    'the calendar’s last month has 31 days',
    { start_date: '9999-12-15' },
    [{ month: '9999-12-01', days: span(15, 31), others: span(1, 14) }],
  ],
])('%s', (_, period, edges) => {
  expect(monthEdges(period)).toEqual(edges)
})
