import { Calendar } from '../calendar.ts'
import { RandomStream, runningSums } from '../random/random-stream.ts'
import { streams } from '../random/streams.ts'
import { Life } from '../users/life.ts'
import { Subscription } from '../users/subscription.ts'
import type { World } from '../world.ts'

const lives = 20_000
/** Fifty years are looked at. Of the default scenario nobody stays so long; where hardly anybody leaves, what comes later is not counted. */
const horizonMonths = 600

/**
 * What a subscription pays from its beginning until it ends, fifty years at most, USD, at the prices and hazards of the simulation's end: the mean of lives
 * that begin then and are drawn to their end. A return is a subscription of its own, as it is for the measured one.
 */
export function expectedLifetimeValue({ scenario, seed, calendar, prices }: World): number {
  const longer = new Calendar({ start: scenario.start, months: calendar.months + horizonMonths })
  const subscription = new Subscription(scenario, longer)
  const plans = runningSums(scenario.plans.map(({ share }) => share))
  const random = new RandomStream(seed, 0, streams.lifetime)
  const life = new Life()
  const [from, to] = [longer.monthStart(calendar.months), longer.monthStart(calendar.months + 1)]
  let [cents, subscriptions] = [0, 0]
  for (let n = 0; n < lives; n++) {
    const trialEnd = from + ((n + 0.5) / lives) * (to - from)
    subscription.draw(life, random, trialEnd, calendar.months, random.cumulative(plans), 0)
    for (let charge = 0; charge < life.charges; charge++)
      if (life.succeeded[charge] && !life.trial[charge])
        cents += prices.at(life.plan[charge] ?? 0, calendar.end - 1)
    subscriptions += paidSubscriptions(life)
  }
  return subscriptions === 0 ? 0 : cents / subscriptions / 100
}

/** Spells of paid access without a gap; one whose first charge failed for good was never paid, and is none. */
function paidSubscriptions(life: Life): number {
  let count = 0
  let [end, isPaid] = [-1, false]
  for (let period = 0; period < life.periods; period++) {
    if (!life.paid[period]) continue
    if (life.from[period] !== end) isPaid = false
    const charged = (life.hazard[period] ?? 0) > 0
    if (charged && !isPaid) count++
    isPaid ||= charged
    end = life.to[period] ?? 0
  }
  return count
}
