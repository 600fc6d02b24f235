/** Rows of a long series that a card’s folded table shows. */
export const latestRows = 100
