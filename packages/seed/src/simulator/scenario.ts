import { z } from 'zod'
import { plans } from '../mock/words.ts'

/** What can be switched off, one by one: a report on such data must fail that check (its negative control). */
export const effectNames = [
  'popularity',
  'weekly_top',
  'release_decay',
  'film_share',
  'activity_spread',
  'completion_modes',
  'binge',
  'hour_of_day',
  'season',
  'churn_level',
  'churn_shape',
  'returns',
  'trial_conversion',
  'failed_charges',
  'payment_methods',
  'rating_spread',
  'few_reviewers',
  'taste',
  'growth',
  'reasons',
] as const
export type EffectName = (typeof effectNames)[number]

const share = z.number().min(0).max(1)
const month = z.int().min(0)

const plan = z.strictObject({
  name: z.string().min(1).max(60),
  /** USD a month, at the start. */
  price: z.number().min(0.5).max(1_000).multipleOf(0.01),
  features: z.string().max(200),
  /** Share of those who join. */
  share,
})

const event = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('price-rise'),
    /** Month of the simulation, from 0, at whose first day all prices change. */
    month,
    /** New price over old. */
    factor: z.number().min(0.5).max(3),
    /** How much likelier a subscriber is to cancel in that month and the next. */
    cancel_factor: z.number().min(1).max(5),
  }),
  z.strictObject({
    kind: z.literal('outage'),
    /** UTC. */
    from: z.iso.datetime(),
    hours: z.number().min(0.25).max(168),
    /** Share of sittings that do not happen. */
    lost: share,
  }),
])
export type ScenarioEvent = z.infer<typeof event>

/** A service's life in numbers. Every knob has a default: the `default` scenario. */
export const scenarioSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens'),
    /** Accounts that are subscribers or on trial at any time of the simulation. */
    users: z.int().min(100).max(5_000_000).default(100_000),
    months: z.int().min(1).max(120).default(24),
    /** First month. */
    start: z
      .string()
      .regex(/^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$/, 'expected YYYY-MM from 1970-01 to 2099-12')
      .default('2024-11'),
    titles: z.int().min(60).max(50_000).default(4_000),
    /** Titles that come out a week, over the titles there are: 0.0045 is 18 of 4,000. */
    weekly_releases: z.number().min(0).max(0.05).default(0.0045),
    /** Plays a subscriber and month. */
    plays: z.number().min(0.1).max(200).default(9.6),
    growth: z
      .strictObject({
        /** Of subscribers in the first year. */
        yearly: z.number().min(-0.5).max(3).default(0.105),
        /** Where growth ends, in subscribers over those at the start. */
        capacity: z.number().min(1.1).max(1_000).default(20),
      })
      .prefault({}),
    /** Dearest last: users move up and down this list. */
    plans: z
      .array(plan)
      .min(1)
      .max(8)
      .default([...plans].sort((a, b) => a.price - b.price))
      .refine((given) => new Set(given.map(({ name }) => name)).size === given.length, 'names must differ')
      .refine(sumsToOne, 'shares must sum to 1'),
    trial: z
      .strictObject({ days: z.int().min(1).max(28).default(14), conversion: share.default(0.585) })
      .prefault({}),
    /** Subscribers who leave a month, for whatever reason. */
    monthly_churn: z.number().min(0.005).max(0.3).default(0.053),
    /** Share of charges that fail at first. */
    failed_charges: z.number().min(0).max(0.5).default(0.05),
    /** Where users live: minutes from UTC. Clocks do not change with the season. */
    zones: z
      .array(z.strictObject({ utc_offset: z.int().min(-720).max(840), share }))
      .min(1)
      .max(40)
      .default([
        { utc_offset: -480, share: 0.12 },
        { utc_offset: -360, share: 0.12 },
        { utc_offset: -300, share: 0.24 },
        { utc_offset: -180, share: 0.08 },
        { utc_offset: 0, share: 0.12 },
        { utc_offset: 60, share: 0.2 },
        { utc_offset: 330, share: 0.06 },
        { utc_offset: 540, share: 0.06 },
      ])
      .refine(sumsToOne, 'shares must sum to 1'),
    events: z.array(event).max(20).default([]),
    /** Effects that are left out, for control. */
    without: z.array(z.enum(effectNames)).default([]),
  })
  .superRefine((scenario, context) => {
    for (const [index, event] of scenario.events.entries()) {
      if (event.kind === 'price-rise' && event.month >= scenario.months)
        context.addIssue({
          code: 'custom',
          path: ['events', index, 'month'],
          message: `expected a month of the simulation, 0 to ${scenario.months - 1}`,
          input: event.month,
        })
    }
  })

export type Scenario = z.infer<typeof scenarioSchema>
export type ScenarioInput = z.input<typeof scenarioSchema>

function sumsToOne(parts: { share: number }[]): boolean {
  return Math.abs(parts.reduce((sum, part) => sum + part.share, 0) - 1) < 1e-9
}
