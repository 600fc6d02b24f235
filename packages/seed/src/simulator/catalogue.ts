import { genres } from '../mock/words.ts'
import { type Calendar, weekMs } from './calendar.ts'
import { effects } from './effects.ts'
import { RandomStream, runningSums } from './random/random-stream.ts'
import { streams } from './random/streams.ts'
import type { Scenario } from './scenario.ts'
import { halfYearFrom, shareOfFirstWeek } from './viewing/release-decay.ts'
import { appealSpread, filmChance, genreShares, runtimes } from './weights/catalogue-weights.ts'
import { ratings } from './weights/review-weights.ts'

export interface Title {
  title: string
  /** Index in `genreShares`. */
  genre: number
  film: boolean
  /** Of the film, or of an episode. */
  minutes: number
  /** Week of the simulation that begins with the title's release; negative when it was there before. */
  release_week: number
  release_year: number
  /** First day of that week, `YYYY-MM-DD`, UTC. */
  released_on: string
  /** Rank by hours in the simulation's last half year, from 1. */
  place: number
  /** What users agree on, in stars apart from the mean. */
  quality: number
  /** Editors' rating in points of 10. */
  rating: number
}

/** In order of release; a title's index is its id less 1. Deterministic in seed and scenario. */
export function createCatalogue(seed: number, scenario: Scenario, calendar: Calendar): Title[] {
  const random = new RandomStream(seed, 0, streams.catalogue)
  const genreSums = runningSums(genreShares.map(({ share }) => share))
  const episodeSums = runningSums(runtimes.episode.map(({ share }) => share))
  const taken = new Set<string>()
  const weeks = releaseWeeks(scenario, calendar, random)
  const places = placesOf(weeks, scenario, calendar, random)
  return weeks.map((release_week, index) => {
    const place = places[index] ?? 1
    const film = random.next() < filmChance((place - 0.5) / weeks.length)
    const minutes = film
      ? filmMinutes(random)
      : (runtimes.episode[random.cumulative(episodeSums)]?.minutes ?? 45)
    const genre = random.cumulative(genreSums)
    const quality = random.normal()
    const released_on = new Date(calendar.start + release_week * weekMs).toISOString().slice(0, 10)
    const edited = 6.4 + 0.9 * quality + 0.8 * random.normal()
    return {
      title: name(genre, taken, random),
      genre,
      film,
      minutes,
      release_week,
      release_year: Number(released_on.slice(0, 4)),
      released_on,
      place,
      quality: effects(scenario).rating_spread ? ratings.title * quality : 0,
      rating: Math.round(Math.min(10, Math.max(1, edited)) * 10) / 10,
    }
  })
}

/**
 * Each title's rank, from 1, by hours in the last half year: what age leaves of a title's first week, times its
 * appeal. Old titles are found far up only when their appeal is great, as on a real service.
 */
function placesOf(weeks: number[], scenario: Scenario, calendar: Calendar, random: RandomStream): number[] {
  const from = halfYearFrom(calendar)
  const strength = weeks.map((week) => {
    let left = 0
    for (let at = from; at < calendar.weeks; at++)
      left += calendar.weekPart(at) * shareOfFirstWeek(at - week, false, scenario)
    return left * Math.exp(appealSpread * random.normal())
  })
  const order = [...weeks.keys()].sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0) || a - b)
  const places = new Array<number>(weeks.length).fill(0)
  for (const [rank, index] of order.entries()) places[index] = rank + 1
  return places
}

/** New ones each week of the simulation; the rest came out before, the nearer the more. */
function releaseWeeks(
  { titles, weekly_releases }: Scenario,
  calendar: Calendar,
  random: RandomStream,
): number[] {
  const perWeek = titles * weekly_releases
  const weeks: number[] = []
  const whole = Math.floor((calendar.end - calendar.start) / weekMs)
  for (let week = whole - 1; week >= 0; week--) {
    const due = Math.floor((whole - week) * perWeek) - weeks.length
    for (let n = 0; n < due && weeks.length < titles * 0.8; n++) weeks.push(week)
  }
  while (weeks.length < titles) weeks.push(-1 - Math.floor(-600 * Math.log(1 - random.next())))
  return weeks.map((week) => Math.max(week, -3_000)).sort((a, b) => a - b)
}

function filmMinutes(random: RandomStream): number {
  const { median, spread, least, most } = runtimes.film
  return Math.round(Math.min(most, Math.max(least, median * Math.exp(spread * random.normal()))))
}

/** Two words of the genre; when those are used up, a part's number as sequels have it. */
function name(genre: number, taken: Set<string>, random: RandomStream): string {
  const words = genres.find((entry) => entry.name === genreShares[genre]?.name) ?? genres[0]
  const first = words.first[random.below(words.first.length)]
  const second = words.second[random.below(words.second.length)]
  for (let part = 1; ; part++) {
    const title = part === 1 ? `${first} ${second}` : `${first} ${second} ${part}`
    if (taken.has(title)) continue
    taken.add(title)
    return title
  }
}
