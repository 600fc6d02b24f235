/**
 * What users think, in stars of 5 (a review holds twice as many points). Those who are far from the mean write more
 * often, so that what is written spreads wider than what is thought: to the deviations of docs/simulation.md.
 */
export const ratings = { mean: 3.6, user: 0.35, title: 0.32, noise: 0.695, skew: -2.2 } as const

/** Classes of users, and the chance that one who finished a title reviews it (chances assumed). */
export const reviewers = [
  { share: 0.01, chance: 0.35 },
  { share: 0.12, chance: 0.25 },
  { share: 0.87, chance: 0 },
] as const

/** Share of raters who give whole stars only at a time (assumed). */
export const wholeStars = 0.5
