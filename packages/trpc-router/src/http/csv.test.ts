import { expect, test } from 'vitest'
import { z } from 'zod'
import { toCsv } from './csv.ts'

const rows = z.array(z.object({ title: z.string(), rating: z.number().nullable() }))

test('is RFC 4180: a header, CRLF, quotes where they are needed', () => {
  expect(
    toCsv(
      [
        { title: 'Plain', rating: 8.5 },
        { title: 'A "B", C\nD', rating: null },
      ],
      rows,
    ),
  ).toBe('title,rating\r\nPlain,8.5\r\n"A ""B"", C\nD",\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
  'text that a spreadsheet would run, %j, is defused',
  (title) => {
    expect(toCsv([{ title, rating: 1 }], rows)).toContain(`'${title}`)
  },
)

test('negative numbers stay numbers', () => {
  expect(toCsv([{ title: 'x', rating: -1 }], rows)).toBe('title,rating\r\nx,-1\r\n')
})

test('an answer without rows is its header', () => {
  expect(toCsv([], rows)).toBe('title,rating\r\n')
})

test('an answer with two histories is one table that says which', () => {
  const output = z.object({
    name: z.string(),
    a: z.array(z.object({ x: z.number() })),
    b: z.array(z.object({ y: z.number(), x: z.number() })),
  })
  expect(toCsv({ name: 'n', a: [{ x: 1 }], b: [{ y: 2, x: 3 }] }, output)).toBe(
    'history,x,y\r\na,1,\r\nb,3,2\r\n',
  )
})
