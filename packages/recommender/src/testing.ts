import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { InteractionLog } from './evaluation/splits.ts'

/** Uniform on [0, 1), the same for the same seed. */
export function numbers(seed: number): () => number {
  const random = xoroshiro128plus(seed)
  return () => uniformFloat64(random)
}

/** Users who take to items of hidden groups that they like, and to popular ones; liked items strongly. */
export function groupedLog(userCount: number, itemCount: number, seed: number): InteractionLog {
  const next = numbers(seed)
  const groups = 5
  const log = {
    users: [] as number[],
    items: [] as number[],
    strengths: [] as number[],
    times: [] as number[],
  }
  for (let user = 0; user < userCount; user++) {
    const liked = Math.floor(next() * groups)
    for (let item = 0; item < itemCount; item++) {
      const isLiked = item % groups === liked
      const chance = (isLiked ? 0.6 : 0.08) / (1 + (5 * item) / itemCount)
      if (next() >= chance) continue
      log.users.push(user)
      log.items.push(item)
      log.strengths.push(isLiked ? 1 : 0.2)
      log.times.push(Math.floor(next() * 1_000))
    }
  }
  return { ...log, userCount, itemCount }
}
