import { dayMs } from '../calendar.ts'
import { effects } from '../effects.ts'
import { type RandomStream, runningSums } from '../random/random-stream.ts'
import type { PlayBatch } from '../rows/batch.ts'
import type { Life } from '../users/life.ts'
import { activity, episodes, hourWeights } from '../weights/viewing-weights.ts'
import type { World } from '../world.ts'
import { filmChance, lastPlayEnds, nextChance } from './ends-of-plays.ts'
import type { GenreChoice } from './genre-choice.ts'
import { ViewingDays } from './viewing-days.ts'

const hourMs = 3_600_000
/** The most that one period of a user holds, so that nobody watches more than a day has hours for. */
const mostSittings = 250
/** The next episode begins by itself. */
const nextEpisodeMs = 8_000
const meanMonthDays = 365.25 / 12

/** Fills the periods of users' lives with sittings: when, what, how long. */
export class Sittings {
  readonly #world: World
  readonly #genreChoice: GenreChoice
  readonly #days: ViewingDays
  readonly #hours: Float64Array
  readonly #next: number
  readonly #filmChance: number
  readonly #ratePerDay: number
  readonly #completion: boolean
  readonly #starts = new Float64Array(mostSittings)
  readonly #zoneMs: readonly number[]
  readonly #outages: readonly { from: number; to: number; lost: number }[]

  constructor(world: World, genreChoice: GenreChoice) {
    const { scenario, calendar } = world
    const on = effects(scenario)
    this.#world = world
    this.#genreChoice = genreChoice
    this.#days = new ViewingDays(scenario, calendar)
    this.#hours = runningSums(on.hour_of_day ? hourWeights : hourWeights.map(() => 1))
    this.#next = nextChance(scenario)
    this.#completion = on.completion_modes
    this.#zoneMs = scenario.zones.map(({ utc_offset }) => utc_offset * 60_000)
    this.#outages = scenario.events.flatMap((event) => {
      if (event.kind !== 'outage') return []
      const from = Date.parse(event.from)
      return [{ from, to: from + event.hours * hourMs, lost: event.lost }]
    })
    this.#filmChance = filmChance(world)
    const playsASitting = this.#filmChance + (1 - this.#filmChance) / (1 - this.#next)
    const spread = on.activity_spread ? activity.between ** 2 + activity.within ** 2 : 0.01
    this.#ratePerDay = scenario.plays / playsASitting / meanMonthDays / Math.exp(spread / 2)
  }

  /** Adds the plays of one user in order of time. */
  add(plays: PlayBatch, user: number, zone: number, life: Life, random: RandomStream): void {
    const { start, end } = this.#world.calendar
    const zoneMs = this.#zoneMs[zone] ?? 0
    let free = start
    for (let period = 0; period < life.periods; period++) {
      const from = Math.max(start, life.from[period] ?? 0)
      const to = Math.min(end, life.to[period] ?? 0)
      if (from >= to) continue
      const rate = this.#ratePerDay * Math.exp(life.use[period] ?? 0)
      const count = this.#drawStarts(from, to, rate, zoneMs, random)
      for (let index = 0; index < count; index++) {
        const at = Math.max(this.#starts[index] ?? 0, free)
        const hour = Math.floor(((((at + zoneMs) % dayMs) + dayMs) % dayMs) / hourMs)
        if (at >= to || this.#isOut(at, random)) continue
        const plan = life.onPlan[period] ?? 0
        free =
          this.#sit(plays, user, plan, at, to, hour, life.satisfaction, random) + 60_000 * (1 + random.next())
      }
    }
  }

  /** Draws the starts of a period's sittings into #starts, in order. @returns how many */
  #drawStarts(from: number, to: number, rate: number, zoneMs: number, random: RandomStream): number {
    const low = this.#days.until(from)
    const high = this.#days.until(to)
    const wanted = Math.min(mostSittings, random.poisson(rate * (high - low)))
    let count = 0
    for (let n = 0; n < wanted; n++) {
      const day = this.#days.dayOf(low + random.next() * (high - low))
      const hour = random.cumulative(this.#hours) + random.next()
      const at = Math.floor(this.#world.calendar.start + day * dayMs + hour * hourMs - zoneMs)
      // A local day reaches over the ends of the period; what falls outside is moved by whole days.
      const moved = at < from ? at + Math.ceil((from - at) / dayMs) * dayMs : at >= to ? at - dayMs : at
      if (moved >= from && moved < to) this.#starts[count++] = moved
    }
    this.#starts.subarray(0, count).sort()
    return count
  }

  /** One sitting with one title. @returns when it ended */
  #sit(
    plays: PlayBatch,
    user: number,
    plan: number,
    start: number,
    until: number,
    hour: number,
    satisfaction: number,
    random: RandomStream,
  ): number {
    const { titleWeights, titles, calendar } = this.#world
    const film = random.next() < this.#filmChance
    const week = calendar.week(start)
    const genre = this.#genreChoice.draw(week, film, hour, random)
    const title = titleWeights.draw(week, film, genre, random)
    const length = (titles[title]?.minutes ?? 0) * 60_000
    let at = start
    for (;;) {
      const more = !film && random.next() < this.#next
      const progress = more ? this.#passed(random) : this.#last(film, satisfaction, random)
      plays.add(user, plan, title, at, progress)
      at += Math.floor((length * progress) / 10_000)
      if (!more) return at
      at += nextEpisodeMs
      if (at >= until) return at
    }
  }

  /** Of an episode that the next one follows. */
  #passed(random: RandomStream): number {
    if (!this.#completion) return uniform(random, 30, 10_000)
    return random.next() < episodes.creditsSkipped ? uniform(random, 7_000, 9_000) : toTheEnd(random)
  }

  #last(film: boolean, satisfaction: number, random: RandomStream): number {
    if (!this.#completion) return uniform(random, 30, 10_000)
    const { abandoned, partial } = lastPlayEnds(film, satisfaction)
    const luck = random.next()
    if (luck < abandoned) return uniform(random, 30, 1_000)
    return luck < abandoned + partial ? uniform(random, 1_000, 9_000) : toTheEnd(random)
  }

  #isOut(at: number, random: RandomStream): boolean {
    for (const { from, to, lost } of this.#outages)
      if (at >= from && at < to && random.next() < lost) return true
    return false
  }
}

function uniform(random: RandomStream, from: number, to: number): number {
  return from + random.below(to - from)
}

/** Most that run to the end are let run; some are ended while names go by. */
function toTheEnd(random: RandomStream): number {
  return random.next() < 0.6 ? 10_000 : uniform(random, 9_001, 10_000)
}
