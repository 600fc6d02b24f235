/** What there is to watch. Sources: docs/simulation.md; what is assumed says so. */

/** Hours of the title of rank k, of n, over a half year: k^-0.5 · exp(-k / (0.19 n)). */
export function popularity(rank: number, titles: number): number {
  return Math.exp(-rank / (0.19 * titles)) / Math.sqrt(rank)
}

/**
 * Share of a title's first week that it has in its n-th: a power law, and a floor of those who find it later. A title
 * that many watch takes from the others of its week, which flattens what is measured to the published exponents.
 */
export const decay = {
  film: { exponent: 2.2, floor: 0.002 },
  series: { exponent: 1.65, floor: 0.004 },
} as const

/** Chance that the title at this place of the ranking, from 0 (best) to 1, is a film: the head is of series. */
export function filmChance(place: number): number {
  return 0.2395 + 0.321 * place
}

/** Spread of titles' appeal apart from their age, standard deviation of its logarithm (assumed). */
export const appealSpread = 1.5

/** Minutes. A film's are about a median of 1.77 h; an episode's are one of these (assumed). */
export const runtimes = {
  film: { median: 106, spread: 0.17, least: 70, most: 210 },
  episode: [
    { minutes: 32, share: 0.1 },
    { minutes: 42, share: 0.35 },
    { minutes: 46, share: 0.3 },
    { minutes: 54, share: 0.25 },
  ],
} as const

/** Share of the catalogue by genre (assumed). */
export const genreShares = [
  { name: 'Action', share: 0.08 },
  { name: 'Adventure', share: 0.07 },
  { name: 'Animation', share: 0.06 },
  { name: 'Comedy', share: 0.1 },
  { name: 'Crime', share: 0.08 },
  { name: 'Documentary', share: 0.06 },
  { name: 'Drama', share: 0.13 },
  { name: 'Family', share: 0.05 },
  { name: 'Fantasy', share: 0.06 },
  { name: 'History', share: 0.04 },
  { name: 'Horror', share: 0.06 },
  { name: 'Mystery', share: 0.05 },
  { name: 'Romance', share: 0.06 },
  { name: 'Science Fiction', share: 0.05 },
  { name: 'Thriller', share: 0.08 },
] as const
