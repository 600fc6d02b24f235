import type { ItemModel } from '@streaming/recommender'

/** What the simulator knew of a user and the tables do not say. */
export interface UserTruth {
  /** How much of what they watch is of each genre, as a share. */
  taste: Readonly<Record<string, number>>
  /** First days of the months that they paid for, `YYYY-MM-DD`. */
  paidFrom: readonly string[]
}

/** Plays of each title in each month: of all users, those held out too. */
export interface MonthlyPlays {
  /** First days of months. */
  months: readonly string[]
  genres: readonly string[]
  /** By month, then by title. */
  plays: Float64Array
}

/**
 * About the best ranking that anybody could make of a simulated service: how much a title is played while the user
 * subscribes, times how much more than others the user truly likes its genre. Only chance is left after that.
 */
export function possibleRanking(
  { months, genres, plays }: MonthlyPlays,
  users: readonly (UserTruth | undefined)[],
): ItemModel {
  const itemCount = genres.length
  const places = new Map(months.map((month, place) => [month.slice(0, 7), place]))
  const ofGenre = new Map<string, number>()
  let all = 0
  for (const [at, count] of plays.entries()) {
    const genre = genres[at % itemCount] ?? ''
    ofGenre.set(genre, (ofGenre.get(genre) ?? 0) + count)
    all += count
  }
  return {
    itemCount,
    score(_items, _strengths, scores, user = 0) {
      scores.fill(0)
      const { taste, paidFrom } = users[user] ?? { taste: {}, paidFrom: [] }
      for (const [place, share] of subscribed(paidFrom, places))
        for (let item = 0; item < itemCount; item++)
          scores[item] = (scores[item] ?? 0) + share * (plays[place * itemCount + item] ?? 0)
      for (let item = 0; item < itemCount; item++) {
        const genre = genres[item] ?? ''
        scores[item] = ((scores[item] ?? 0) * (taste[genre] ?? 0) * all) / (ofGenre.get(genre) || 1)
      }
    },
  }
}

/** Which share of each month is paid for: a month that is paid for on the 11th is two thirds of this one, a third of the next. */
function subscribed(paidFrom: readonly string[], places: ReadonlyMap<string, number>): Map<number, number> {
  const shares = new Map<number, number>()
  const add = (place: number | undefined, share: number) => {
    if (place !== undefined) shares.set(place, (shares.get(place) ?? 0) + share)
  }
  for (const day of paidFrom) {
    const later = (Number(day.slice(8)) - 1) / 30
    const place = places.get(day.slice(0, 7))
    add(place, 1 - later)
    if (place !== undefined && place + 1 < places.size) add(place + 1, later)
  }
  return shares
}
