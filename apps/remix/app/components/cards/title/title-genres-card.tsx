import { definitions } from '../../../display/definitions.ts'
import { pathWith } from '../../../filters/chosen-filters.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { type GenreShare, GenreSharesCard } from '../compared/genre-shares-card.tsx'

/** What else those watch who watch a title. */
export function TitleGenresCard({
  contentId,
  card,
  className = '',
}: {
  contentId: string
  card: CardData<GenreShare[]>
  className?: string
}) {
  return (
    <GenreSharesCard
      title="What else its viewers watch"
      note="share of watches of other titles, over all time"
      about={definitions.title_genres}
      source={pathWith('/api/title-genres', { content_id: contentId })}
      empty="Its viewers have watched nothing else yet."
      who="Its viewers"
      card={card}
      className={className}
    />
  )
}
