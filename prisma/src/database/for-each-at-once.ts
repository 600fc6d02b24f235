/**
 * Works on items, so many at once, in their order. The first fault ends it, after the work that has begun: nothing goes on behind the
 * caller's back.
 */
export async function forEachAtOnce<T>(
  items: AsyncIterable<T> | Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const shared = each(items)
  const workers = Array.from({ length: atOnce }, async () => {
    // A worker that fails closes what they share, so that the others begin nothing new.
    for await (const item of shared) await work(item)
  })
  const ends = await Promise.allSettled(workers)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function* each<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items
}
