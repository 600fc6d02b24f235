/** What a card shows: its data, with what is to be said of them, or why there are none. One card's fault leaves the others standing. */
export type CardData<T> = { data: T; fault: null; notice?: string } | { data: null; fault: string }

/** The router's errors are fit to be shown: it lets no other out. */
export async function cardData<T>(promise: Promise<T>): Promise<CardData<T>> {
  try {
    return { data: await promise, fault: null }
  } catch (error) {
    return { data: null, fault: error instanceof Error ? error.message : 'The answer could not be had.' }
  }
}
