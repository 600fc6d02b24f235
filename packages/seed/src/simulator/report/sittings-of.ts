import type { PlayBatch } from '../rows/batch.ts'
import type { World } from '../world.ts'

/** Plays of one title that follow each other as the next episode follows. */
export interface Sitting {
  at: number
  title: number
  plays: number
  minutes: number
}

/** Longest gap between an episode's end and the next one's begin. */
const gapMs = 30_000

/** The sittings of one user, whose plays are those from `from` to the one before `to`, in order of time. */
export function sittingsOf({ titles }: World, plays: PlayBatch, from: number, to: number): Sitting[] {
  const sittings: Sitting[] = []
  let end = Number.NEGATIVE_INFINITY
  let current: Sitting | undefined
  for (let play = from; play < to; play++) {
    const at = plays.at[play] ?? 0
    const title = plays.title[play] ?? 0
    const minutes = ((titles[title]?.minutes ?? 0) * (plays.progress[play] ?? 0)) / 10_000
    if (current !== undefined && current.title === title && at - end <= gapMs) {
      current.plays++
      current.minutes += minutes
    } else {
      current = { at, title, plays: 1, minutes }
      sittings.push(current)
    }
    end = at + minutes * 60_000
  }
  return sittings
}
