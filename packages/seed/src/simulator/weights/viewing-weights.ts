/**
 * When and how people watch. Sources: docs/simulation.md; what is assumed says so.
 */

/** Starts of sittings by local hour: two harmonics of the day, busiest at 21, peak to trough 8. */
export const hourWeights = [
  3.3, 2.25, 1.5, 1.1, 1, 1.05, 1.25, 1.6, 2, 2.35, 2.6, 2.8, 3, 3.15, 3.3, 3.5, 3.85, 4.45, 5.3, 6.4, 7.4, 8,
  7, 5,
] as const

/**
 * How much likelier than over the whole day a genre is at a local hour, where it differs. A little more than is
 * published (comedy at 6 h 1.34, thrillers at 21 h 1.27): with those who watch little else there is little to lift.
 */
export const hourLifts: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  Comedy: { 5: 1.22, 6: 1.37, 7: 1.26, 8: 1.1 },
  Thriller: { 20: 1.17, 21: 1.3, 22: 1.21, 23: 1.1 },
}

/** Hours watched a subscriber and day, by calendar month from January, over the year's mean. */
export const monthWeights = [1.18, 1.02, 0.96, 0.89, 0.93, 0.94, 0.93, 0.88, 0.97, 1.1, 1.06, 1.14] as const

/** Saturday and Sunday over the other days (assumed). */
export const weekendWeight = 1.2

/** How far films are seen: left within minutes, left on the way, seen to the end (assumed). */
export const filmEnds = { abandoned: 0.3, partial: 0.2, finished: 0.5 } as const

/**
 * Episodes: after each the next one is begun with this probability. One that another follows was seen to the end,
 * or nearly (its credits skipped); the last one is most often left soon after it began by itself.
 */
export const episodes = {
  next: 0.65,
  creditsSkipped: 0.2,
  last: { abandoned: 0.62, partial: 0.2, finished: 0.18 },
} as const

/** Share of films in hours watched. */
export const filmShareOfHours = 0.27

/** Standard deviations of ln(hours a month): between users, and of one user's months. Together 1.0. */
export const activity = { between: 0.95, within: 0.31 } as const

/** Concentration of users' tastes around the overall mix of genres: smaller is more particular. */
export const tasteConcentration = 60

/** How much a user's satisfaction (standard normal) moves the odds to finish what was begun, in points of the share. */
export const satisfactionOnFinish = 0.06
