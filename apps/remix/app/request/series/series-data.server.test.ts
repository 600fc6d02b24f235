import { expect, test } from 'vitest'
import { seriesData } from './series-data.server.ts'

/** A series of months of which some have payments; with `fill` every month is there, up to so many. */

interface Row {
  date: string
  payments: number
}

const mostFilled = 10_000
const tooLong = new Error('fill')
const slow = new Error('slow')
const refusal = (error: unknown) =>
  error === tooLong
    ? {
        code: 'BAD_REQUEST' as const,
        message: '',
        status: 400,
        headers: {},
        issues: [{ path: 'fill', message: '' }],
      }
    : undefined

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  const at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`)
  for (; at.toISOString().slice(0, 7) <= to.slice(0, 7); at.setUTCMonth(at.getUTCMonth() + 1))
    months.push(at.toISOString().slice(0, 10))
  return months
}

type Period = { start_date?: string | undefined; end_date?: string | undefined }

function seriesOf(days: readonly string[], fails?: Error) {
  const asked: Period[] = []
  const ask = async (period: Period, fill: boolean): Promise<Row[]> => {
    asked.push(period)
    if (fails !== undefined) throw fails
    const { start_date = days[0] ?? '', end_date = days.at(-1) ?? '' } = period
    const paid = days.filter((day) => day >= start_date && day <= end_date)
    const row = (date: string) => ({
      date,
      payments: paid.filter((day) => day.startsWith(date.slice(0, 7))).length,
    })
    const months = monthsBetween(start_date, end_date).map(row)
    if (!fill) return months.filter(({ payments }) => payments > 0)
    if (months.length > mostFilled) throw tooLong
    return months
  }
  const show = (period: Period = {}) =>
    seriesData({ refusal }, period, {
      granularity: 'month',
      ask,
      dateOf: ({ date }) => date,
      hasHappened: ({ payments }) => payments > 0,
    })
  return { show, asked }
}

test('a series that a chart can show is asked for once', async () => {
  const { show, asked } = seriesOf(['2024-08-03', '2024-10-04'])
  const card = await show()
  expect(card.data?.map(({ payments }) => payments)).toEqual([1, 0, 1])
  expect([asked.length, 'notice' in card]).toEqual([1, false])
})

test.each(['2199-01-01', '2999-01-01'])('an odd row of %s takes nothing away, and is named', async (odd) => {
  const card = await seriesOf(['2024-08-03', '2024-10-04', odd]).show()
  expect(card.data?.map(({ date }) => date)).toEqual(['2024-08-01', '2024-09-01', '2024-10-01'])
  expect(card).toMatchObject({ notice: expect.stringContaining(`the month of 1 Jan ${odd.slice(0, 4)}.`) })
})

test('no day is shown that was not asked for', async () => {
  const { show, asked } = seriesOf(['2024-08-03', '2024-09-04', '2024-09-20'])
  const card = await show({ start_date: '2000-01-01', end_date: '2024-09-10' })
  expect(asked.at(-1)).toEqual({ start_date: '2024-08-01', end_date: '2024-09-10' })
  expect(card.data?.map(({ payments }) => payments)).toEqual([1, 1])
})

test('a database that is too slow is not asked again', async () => {
  const { show, asked } = seriesOf(['2024-08-03'], slow)
  expect([await show(), asked.length]).toEqual([{ data: null, fault: 'slow' }, 1])
})
