import { definitions } from '../../../display/definitions.ts'
import type { CardData } from '../../../request/card-data.server.ts'
import { type GenreShare, GenreSharesCard } from '../compared/genre-shares-card.tsx'

/** What one user likes more, or less, than everybody. */
export function UserTasteCard({
  userId,
  card,
  className = '',
}: {
  userId: string
  card: CardData<GenreShare[]>
  className?: string
}) {
  return (
    <GenreSharesCard
      title="Genres beside everybody’s"
      note="share of watches, over all time"
      about={definitions.user_taste}
      source={`/api/user-taste/${userId}`}
      empty="Nothing was watched yet."
      who="This user"
      card={card}
      className={className}
    />
  )
}
