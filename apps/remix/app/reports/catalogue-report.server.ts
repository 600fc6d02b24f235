import { defined } from '../filters/chosen-filters.ts'
import type { Asking } from '../request/asking.ts'
import { cardData } from '../request/card-data.server.ts'

interface Filters {
  start_date: string | undefined
  end_date: string | undefined
  genre: string | undefined
  content_type: string | undefined
}

/**
 * What the page about the catalogue shows to those who may see reports.
 * @param mostRated how many of the best rated titles
 */
export async function catalogueReport(
  asking: Asking,
  { genre, content_type, ...period }: Filters,
  mostRated: number,
) {
  const { analytics } = asking
  const words = defined({ genre, content_type })
  const [health, supply, decay, topRated] = await Promise.all([
    cardData(analytics.catalogueHealth(words)),
    cardData(analytics.genreSupply({ ...defined(period), ...defined({ content_type }) })),
    cardData(analytics.releaseDecay(words)),
    cardData(analytics.topContent({ ...words, limit: mostRated })),
  ])
  return { health, supply, decay, topRated }
}
