import { weekMs } from '../calendar.ts'
import { checksumOf } from '../simulation.ts'
import type { Life } from '../users/life.ts'
import type { Traits } from '../users/traits.ts'
import { genreShares } from '../weights/catalogue-weights.ts'
import { reviewers } from '../weights/review-weights.ts'
import type { World } from '../world.ts'

/**
 * What the simulator knew and the tables do not say, a JSON object a line: `simulation`, with its labelled events,
 * then each `title`, then each `user`. docs/simulation.md lists the fields.
 */
export function truthOfWorld(world: World): string {
  const { scenario, seed, calendar, prices, titles } = world
  const events = scenario.events.map((event) =>
    event.kind === 'outage'
      ? {
          kind: event.kind,
          from: event.from,
          to: new Date(Date.parse(event.from) + event.hours * 3_600_000).toISOString(),
          lost: event.lost,
        }
      : {
          kind: event.kind,
          from: new Date(calendar.monthStart(event.month)).toISOString(),
          to: new Date(calendar.monthStart(event.month + 2)).toISOString(),
          prices: scenario.plans.map(({ name }, plan) => ({
            name,
            price: prices.at(plan, calendar.monthStart(event.month)) / 100,
          })),
        },
  )
  return [
    { kind: 'simulation', checksum: checksumOf(world), seed, events, scenario },
    ...titles.map(({ title, genre, film, minutes, release_week, place, quality }, index) => ({
      kind: 'title',
      content_id: index + 1,
      title,
      genre: genreShares[genre]?.name,
      content_type: film ? 'Film' : 'Series',
      minutes,
      released_on: day(calendar.start + release_week * weekMs),
      place,
      quality: rounded(quality),
    })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
}

/** @param life valid for this user */
export function truthOfUser(world: World, user: number, traits: Traits, life: Life): string {
  const { scenario, calendar } = world
  const months = [...Array(life.periods).keys()].filter(
    (period) => life.paid[period] && (life.to[period] ?? 0) > calendar.start,
  )
  return `${JSON.stringify({
    kind: 'user',
    user_id: user + 1,
    utc_offset: scenario.zones[traits.zone]?.utc_offset,
    activity: rounded(life.activity),
    satisfaction: rounded(life.satisfaction),
    taste: Object.fromEntries(
      genreShares.map(({ name }, genre) => [name, rounded(traits.taste[genre] ?? 0)]),
    ),
    review_chance: reviewers[traits.reviewer]?.chance,
    rating_bias: rounded(traits.rating_bias),
    lifetime_value: lifetimeCents(world, life) / 100,
    subscribed_at_end: life.paidAt(calendar.end - 1),
    paid_months: {
      from: months.map((period) => day(life.from[period] ?? 0)),
      use: months.map((period) => rounded(life.use[period] ?? 0)),
      cancel_hazard: months.map((period) => rounded(life.hazard[period] ?? 0)),
    },
  })}\n`
}

/** All that was ever paid until the simulation's end, also before it began. */
function lifetimeCents({ calendar, prices }: World, life: Life): number {
  let cents = 0
  for (let charge = 0; charge < life.charges; charge++) {
    const at = life.at[charge] ?? 0
    if (life.succeeded[charge] && !life.trial[charge] && at < calendar.end)
      cents += prices.at(life.plan[charge] ?? 0, at)
  }
  return cents
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
