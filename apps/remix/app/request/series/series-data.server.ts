import type { AppLoadContext } from '@remix-run/node'
import { formatDay } from '../../display/format.ts'
import { type CardData, cardData } from '../card-data.server.ts'
import { mostShown, shownSpan } from './shown-span.ts'

type Period = {
  start_date?: string | undefined
  end_date?: string | undefined
}

interface Series<Row> {
  granularity: keyof typeof mostShown
  /** What is asked for, with every bucket of its range or only those in which something happened. */
  ask: (period: Period, fill: boolean) => Promise<Row[]>
  dateOf: (row: Row) => string
  hasHappened: (row: Row) => boolean
}

/**
 * A series for a chart. One odd row, of a year nobody meant, must not take the chart away: it shows the span that it can, and says
 * what lies outside.
 */
export async function seriesData<Row>(
  { refusal }: Pick<AppLoadContext, 'refusal'>,
  period: Period,
  series: Series<Row>,
): Promise<CardData<Row[]>> {
  const { granularity, ask, dateOf, hasHappened } = series
  const isTooLong = (error: unknown) => refusal(error)?.issues?.some(({ path }) => path === 'fill') === true
  let tooLong = false
  const whole = await cardData(
    ask(period, true).catch((error: unknown) => {
      // More buckets than the API counts out: those in which something happened are few.
      if (!isTooLong(error)) throw error
      tooLong = true
      return ask(period, false)
    }),
  )
  if (whole.data === null) return whole
  const span = shownSpan(whole.data.filter(hasHappened).map(dateOf), granularity)
  const fits = whole.data.length <= mostShown[granularity] && !tooLong
  if (span === undefined || fits) return whole
  const shown = await cardData(ask(within(period, span.from, endOf(span.to, granularity)), true))
  if (shown.data === null || span.outside.length === 0) return shown
  return { ...shown, notice: outsideWords(span.outside, granularity) }
}

/** The span, and no day of its first and last bucket that was not asked for. */
function within({ start_date, end_date }: Period, from: string, to: string): Period {
  return {
    start_date: start_date !== undefined && start_date > from ? start_date : from,
    end_date: end_date !== undefined && end_date < to ? end_date : to,
  }
}

function endOf(date: string, granularity: keyof typeof mostShown): string {
  const end = new Date(`${date}T00:00:00Z`)
  if (granularity === 'month') end.setUTCMonth(end.getUTCMonth() + 1, 0)
  if (granularity === 'week') end.setUTCDate(end.getUTCDate() + 6)
  return end.toISOString().slice(0, 10)
}

const mostNamed = 3

function outsideWords(dates: readonly string[], granularity: string): string {
  const named = dates.slice(0, mostNamed).map(formatDay).join(', ')
  const more = dates.length > mostNamed ? ` and ${dates.length - mostNamed} more` : ''
  return `Too far from the rest to be shown: what is dated in the ${granularity}${dates.length === 1 ? '' : 's'} of ${named}${more}. Are these dates right?`
}
