import type { Title } from '../catalogue.ts'
import { popularity } from '../weights/catalogue-weights.ts'
import { episodes, filmEnds } from '../weights/viewing-weights.ts'

const mean = { abandoned: 0.0515, partial: 0.5, creditsSkipped: 0.8, toTheEnd: 0.98 }

/**
 * Expected minutes of a sitting with a film and with a series, each title weighing as much as it is played.
 * @param next the chance that another episode follows
 */
export function sittingMinutes(titles: readonly Title[], next: number): { film: number; series: number } {
  const film = meanOf(filmEnds) * playMinutes(titles, true)
  const passed = episodes.creditsSkipped * mean.creditsSkipped + (1 - episodes.creditsSkipped) * mean.toTheEnd
  const run = (next / (1 - next)) * passed + meanOf(episodes.last)
  return { film, series: run * playMinutes(titles, false) }
}

function meanOf(ends: { abandoned: number; partial: number; finished: number }): number {
  return ends.abandoned * mean.abandoned + ends.partial * mean.partial + ends.finished * mean.toTheEnd
}

/** Popularity is of hours; of plays it is hours over minutes. */
function playMinutes(titles: readonly Title[], film: boolean): number {
  let hours = 0
  let plays = 0
  for (const title of titles) {
    if (title.film !== film) continue
    const weight = popularity(title.place, titles.length)
    hours += weight
    plays += weight / title.minutes
  }
  return plays === 0 ? 45 : hours / plays
}
