import { type Calendar, weekMs } from '../calendar.ts'
import type { Title } from '../catalogue.ts'
import { effects } from '../effects.ts'
import { AliasTables } from '../random/alias-tables.ts'
import type { RandomStream } from '../random/random-stream.ts'
import type { Scenario } from '../scenario.ts'
import { popularity } from '../weights/catalogue-weights.ts'
import { halfYearFrom, shareOfFirstWeek } from './release-decay.ts'

const genres = 15
const fits = 4

/** What is watched in which week: a table of titles for each week, type and genre, and the genres' weights. */
export class TitleWeights {
  readonly #tables = new AliasTables()
  /** Number of the table, or -1 where there is no title. */
  readonly #table: Int32Array
  /** Sum of the titles' weights, by week, type and genre; those of a week and type sum to 1. */
  readonly genreWeights: Float64Array
  /** Share of each genre over all weeks, by type. */
  readonly meanGenreWeights = [new Float64Array(genres), new Float64Array(genres)] as const

  constructor(titles: readonly Title[], scenario: Scenario, calendar: Calendar) {
    const appeal = fittedAppeal(titles, scenario, calendar)
    this.#table = new Int32Array(calendar.weeks * 2 * genres).fill(-1)
    this.genreWeights = new Float64Array(calendar.weeks * 2 * genres)
    for (let week = 0; week < calendar.weeks; week++) {
      const weights = weeklyWeights(titles, appeal, week, scenario)
      for (const type of [0, 1]) this.#addWeek(titles, weights, week, type, calendar)
    }
    this.#tables.freeze()
  }

  #addWeek(
    titles: readonly Title[],
    weights: Float64Array,
    week: number,
    type: number,
    calendar: Calendar,
  ): void {
    const first = (week * 2 + type) * genres
    const cells = Array.from({ length: genres }, () => ({ titles: [] as number[], weights: [] as number[] }))
    let total = 0
    for (const [index, title] of titles.entries()) {
      const weight = weights[index] ?? 0
      if (Number(title.film) !== type || weight === 0) continue
      cells[title.genre]?.titles.push(index)
      cells[title.genre]?.weights.push(weight)
      total += weight
    }
    const means = this.meanGenreWeights[type === 0 ? 0 : 1]
    for (const [genre, cell] of cells.entries()) {
      if (cell.titles.length === 0) continue
      this.#table[first + genre] = this.#tables.add(cell.titles, cell.weights)
      const share = cell.weights.reduce((sum, weight) => sum + weight, 0) / total
      this.genreWeights[first + genre] = share
      means[genre] = (means[genre] ?? 0) + share / calendar.weeks
    }
  }

  /** Where the weights of the week and type begin in `genreWeights`. */
  static offset(week: number, film: boolean): number {
    return (week * 2 + Number(film)) * genres
  }

  /** The index of a title of that week, type and genre, whose weight in `genreWeights` must not be 0. */
  draw(week: number, film: boolean, genre: number, random: RandomStream): number {
    return this.#tables.draw(this.#table[TitleWeights.offset(week, film) + genre] ?? 0, random)
  }
}

/** Plays a title would have in its first week, in parts of all of its type; what is long is played less often. */
function weeklyWeights(
  titles: readonly Title[],
  appeal: Float64Array,
  week: number,
  scenario: Scenario,
): Float64Array {
  const weights = Float64Array.from(
    titles,
    ({ release_week, film }, index) =>
      (appeal[index] ?? 0) * shareOfFirstWeek(week - release_week, film, scenario),
  )
  if (effects(scenario).weekly_top) return weights
  const cap = [...weights].sort((a, b) => b - a)[20] ?? 1
  return weights.map((weight) => Math.min(weight, cap))
}

/**
 * Appeal such that hours in the last half year are those of the titles' ranks. Each week's hours are shared out
 * among the titles of the week, so what a title gets depends on the others: a few rounds of proportional fitting.
 */
function fittedAppeal(titles: readonly Title[], scenario: Scenario, calendar: Calendar): Float64Array {
  const target = targets(titles, scenario)
  const appeal = Float64Array.from(target)
  const from = halfYearFrom(calendar)
  const weeks = (calendar.end - calendar.start) / weekMs - from
  for (let fit = 0; fit < fits; fit++) {
    const reached = new Float64Array(titles.length)
    for (let week = from; week < calendar.weeks; week++) {
      const total = [0, 0]
      const part = calendar.weekPart(week) / weeks
      const share = titles.map(({ release_week, film }, index) => {
        const weight = (appeal[index] ?? 0) * shareOfFirstWeek(week - release_week, film, scenario)
        total[Number(film)] = (total[Number(film)] ?? 0) + weight
        return weight
      })
      for (const [index, { film }] of titles.entries())
        reached[index] = (reached[index] ?? 0) + (part * (share[index] ?? 0)) / (total[Number(film)] || 1)
    }
    for (const [index, goal] of target.entries()) {
      const got = reached[index] ?? 0
      if (got > 0) appeal[index] = ((appeal[index] ?? 0) * goal) / got
    }
  }
  return appeal
}

/** Each title's share of the plays of its type, over a half year. */
function targets(titles: readonly Title[], scenario: Scenario): Float64Array {
  const total = [0, 0]
  const plays = titles.map(({ place, film, minutes }) => {
    const hours = effects(scenario).popularity ? popularity(place, titles.length) : 1 / place
    total[Number(film)] = (total[Number(film)] ?? 0) + hours / minutes
    return hours / minutes
  })
  return Float64Array.from(titles, ({ film }, index) => (plays[index] ?? 0) / (total[Number(film)] || 1))
}
