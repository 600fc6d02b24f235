import { type Interactions, userCounts } from '../interactions.ts'

/** What is told of a title without anybody having watched it. */
export interface TitleFeatures {
  genre: string
  content_type: string
  release_year: number
}

/** With fewer users than this, what a title has of its own says less than what titles like it have. */
const fewestUsers = 5
const twinCount = 10
/** A title that nobody knows stands behind those that it is like. */
const damping = 0.5

/** Titles with hardly a user, each with its twins: known titles of the same genre and type, of about the same years. */
export interface ColdTitles {
  /** Puts into the weights from `item` those to the cold titles: the mean of those to each one's twins, halved. */
  blendInto(item: number, weights: Float64Array): void
}

export function coldTitles(interactions: Interactions, features: readonly TitleFeatures[]): ColdTitles {
  const counts = userCounts(interactions)
  const kindOf = ({ genre, content_type }: TitleFeatures) => JSON.stringify([genre, content_type])
  const known = new Map<string, number[]>()
  for (const [item, title] of features.entries())
    if ((counts[item] ?? 0) >= fewestUsers) {
      const kind = kindOf(title)
      known.set(kind, [...(known.get(kind) ?? []), item])
    }
  const yearOf = (item: number) => features[item]?.release_year ?? 0
  const cold = [...features.entries()]
    .filter(([item]) => (counts[item] ?? 0) < fewestUsers)
    .map(([item, title]) => ({
      item,
      twins: (known.get(kindOf(title)) ?? [])
        .toSorted(
          (a, b) =>
            Math.abs(yearOf(a) - title.release_year) - Math.abs(yearOf(b) - title.release_year) ||
            (counts[b] ?? 0) - (counts[a] ?? 0) ||
            a - b,
        )
        .slice(0, twinCount),
    }))
    .filter(({ twins }) => twins.length > 0)
  return {
    blendInto(item, weights) {
      // Worked out before any is written: no twin is cold, but the item itself may be one.
      const blended = cold.map(
        ({ twins }) => (damping * twins.reduce((sum, twin) => sum + (weights[twin] ?? 0), 0)) / twins.length,
      )
      for (const [index, { item: to }] of cold.entries()) if (to !== item) weights[to] = blended[index] ?? 0
    },
  }
}
