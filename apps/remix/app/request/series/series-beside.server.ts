import type { Compared } from '../../filters/periods.ts'
import type { CardData } from '../card-data.server.ts'
import type { BucketRow, ComparedSeries } from './compared-series.ts'

type Period = { start_date: string | undefined; end_date: string | undefined }

/** A series of a period and, where one is compared with, that of the other period: what a card that compares shows. */
export async function seriesBeside<Row extends BucketRow>(
  period: Period,
  comparison: Compared | undefined,
  seriesOf: (period: Period) => Promise<CardData<Row[]>>,
): Promise<{ card: CardData<Row[]>; compared: ComparedSeries<Row> | undefined }> {
  if (comparison === undefined) return { card: await seriesOf(period), compared: undefined }
  const { by, now, before } = comparison
  const [card, other] = await Promise.all([seriesOf(now), seriesOf(before)])
  return { card, compared: { by, card: other, now, days: before } }
}
