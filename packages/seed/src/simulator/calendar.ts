export const dayMs = 86_400_000
export const weekMs = 7 * dayMs

/** The simulation's time, in milliseconds of UTC; months count from its first, those before it are negative. */
export class Calendar {
  readonly #year: number
  readonly #month: number
  readonly months: number
  readonly start: number
  readonly end: number
  /** Weeks that begin in the simulation, counted from its start. */
  readonly weeks: number

  constructor({ start, months }: { start: string; months: number }) {
    this.#year = Number(start.slice(0, 4))
    this.#month = Number(start.slice(5, 7)) - 1
    this.months = months
    this.start = this.monthStart(0)
    this.end = this.monthStart(months)
    this.weeks = Math.ceil((this.end - this.start) / weekMs)
  }

  monthStart(month: number): number {
    return Date.UTC(this.#year, this.#month + month, 1)
  }

  monthDays(month: number): number {
    return (this.monthStart(month + 1) - this.monthStart(month)) / dayMs
  }

  /** The month's day (1 to 31) at midnight, or its last where it has fewer. */
  onDay(month: number, day: number): number {
    return this.monthStart(month) + (Math.min(day, this.monthDays(month)) - 1) * dayMs
  }

  /** From 0, January, of a month of the simulation. */
  monthOfYear(month: number): number {
    return (((this.#month + month) % 12) + 12) % 12
  }

  /** How much of the week is inside the simulation: 1, or less for the last. */
  weekPart(week: number): number {
    return Math.min(1, (this.end - this.start) / weekMs - week)
  }

  week(at: number): number {
    return Math.floor((at - this.start) / weekMs)
  }
}
