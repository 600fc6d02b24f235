import type { World } from '../world.ts'
import type { UserView } from './user-view.ts'

/** Plays of one title that follow each other as the next episode follows. */
export interface Sitting {
  at: number
  title: number
  plays: number
  minutes: number
}

/** Longest gap between an episode's end and the next one's begin. */
const gapMs = 30_000

/** A user's sittings, in order of time. */
export function sittingsOf({ titles }: World, { batch: { plays }, playsFrom, playsTo }: UserView): Sitting[] {
  const sittings: Sitting[] = []
  let end = Number.NEGATIVE_INFINITY
  let current: Sitting | undefined
  for (let play = playsFrom; play < playsTo; play++) {
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
