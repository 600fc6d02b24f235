/** What the streams of random numbers are for: each purpose has its own, so that one does not move another. */
export const streams = {
  traits: 1,
  life: 2,
  sittings: 3,
  reviews: 4,
  catalogue: 5,
  pilot: 6,
  lifetime: 7,
} as const
