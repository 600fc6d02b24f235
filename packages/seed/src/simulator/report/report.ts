import type { World } from '../world.ts'
import type { Check, Gauge } from './check.ts'
import { ActivityGauge } from './gauges/activity-gauge.ts'
import { BillingGauge } from './gauges/billing-gauge.ts'
import { HoursGauge } from './gauges/hours-gauge.ts'
import { LeavingGauge } from './gauges/leaving-gauge.ts'
import { PaymentsGauge } from './gauges/payments-gauge.ts'
import { PlaysGauge } from './gauges/plays-gauge.ts'
import { ReviewsGauge } from './gauges/reviews-gauge.ts'
import { SeasonGauge } from './gauges/season-gauge.ts'
import { SubscribersGauge } from './gauges/subscribers-gauge.ts'
import { TasteGauge } from './gauges/taste-gauge.ts'
import { TitlesGauge } from './gauges/titles-gauge.ts'
import { type UserRows, userViews } from './user-view.ts'

/** Holds data, batch by batch, against twenty-one facts about real services. */
export class Report {
  readonly #world: World
  readonly #gauges: readonly Gauge[]

  constructor(world: World) {
    this.#world = world
    this.#gauges = [
      new TitlesGauge(world),
      new ActivityGauge(world),
      new PlaysGauge(world),
      new HoursGauge(world),
      new SeasonGauge(world),
      new SubscribersGauge(world),
      new LeavingGauge(world),
      new PaymentsGauge(world),
      new ReviewsGauge(world),
      new TasteGauge(world),
      new BillingGauge(world),
    ]
  }

  /** Whole users, each once; their rows in order of time. */
  add(batch: UserRows): void {
    for (const user of userViews(this.#world, batch)) for (const gauge of this.#gauges) gauge.add(user)
  }

  /** In order of their numbers. */
  checks(): Check[] {
    return this.#gauges
      .flatMap((gauge) => gauge.checks())
      .map((check) => ({ ...check, target: legible(check.target), measured: legible(check.measured) }))
      .sort((a, b) => a.number - b.number)
  }
}

/** What could not be computed from so little data. */
function legible(text: string): string {
  return text.replace(/(NaN|Infinity)( %)?/g, '–')
}
