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
  const faults: unknown[] = []
  const workers = Array.from({ length: atOnce }, async () => {
    try {
      // A worker that fails closes what they share, so that the others begin nothing new.
      for await (const item of shared) await work(item)
    } catch (fault) {
      faults.push(fault)
    }
  })
  await Promise.all(workers)
  if (faults.length > 0) throw faults[0]
}

async function* each<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items
}
