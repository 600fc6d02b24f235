import { nameFault, textFault } from '@streaming/db'
import { z } from 'zod'
import { plans } from '../mock/words.ts'
import { from, knobs, list, matching, share, text, whole } from './knob.ts'
import { event, eventFaults } from './scenario-events.ts'

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
  'billing_days',
] as const
export type EffectName = (typeof effectNames)[number]

const cents = 'expected USD with at most two decimals'

const plan = knobs({
  name: text(1, 60, nameFault),
  /** USD a month, at the start. */
  price: from(0.5, 1_000).multipleOf(0.01, cents),
  features: text(0, 200, textFault),
  /** Share of those who join. */
  share,
})

/** A service's life in numbers. Every knob has a default: the `default` scenario. */
export const scenarioSchema = z
  .strictObject({
    name: matching(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens'),
    /** Accounts that are subscribers or on trial at any time of the simulation. */
    users: whole(100, 5_000_000).default(100_000),
    months: whole(1, 120).default(24),
    /** First month. */
    start: matching(
      /^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$/,
      'expected YYYY-MM from 1970-01 to 2099-12',
    ).default('2024-11'),
    titles: whole(60, 50_000).default(4_000),
    /** Titles that come out a week, over the titles there are: 0.0045 is 18 of 4,000. */
    weekly_releases: from(0, 0.05).default(0.0045),
    /** Plays a subscriber and month. */
    plays: from(0.1, 200).default(9.6),
    growth: knobs({
      /** Of subscribers in the first year. */
      yearly: from(-0.5, 3).default(0.105),
      /** Where growth ends, in subscribers over those at the start. */
      capacity: from(1.1, 1_000).default(20),
    }).prefault({}),
    /** Dearest last: users move up and down this list. */
    plans: list(plan, 1, 8)
      .default([...plans].sort((a, b) => a.price - b.price))
      .refine(
        (given) => new Set(given.map(({ name }) => name.toLowerCase())).size === given.length,
        'names must differ, in any case of letters',
      )
      .refine(sumsToOne, 'shares must sum to 1'),
    trial: knobs({ days: whole(1, 28).default(14), conversion: from(0.01, 1).default(0.585) }).prefault({}),
    /** Subscribers who leave a month, for whatever reason. */
    monthly_churn: from(0.005, 0.3).default(0.053),
    /** Share of charges that fail at first. */
    failed_charges: from(0, 0.5).default(0.05),
    /** Where users live: minutes from UTC. Clocks do not change with the season. */
    zones: list(knobs({ utc_offset: whole(-720, 840), share }), 1, 40)
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
    events: list(event, 0, 20).default([]),
    /** Effects that are left out, for control. */
    without: list(z.enum(effectNames), 0, effectNames.length).default([]),
  })
  .superRefine((scenario, context) => {
    for (const { index, field, input, message } of eventFaults(scenario))
      context.addIssue({ code: 'custom', path: ['events', index, field], message, input })
  })

export type Scenario = z.infer<typeof scenarioSchema>
export type ScenarioInput = z.input<typeof scenarioSchema>

function sumsToOne(parts: { share: number }[]): boolean {
  return Math.abs(parts.reduce((sum, part) => sum + part.share, 0) - 1) < 1e-9
}
