import { dayMs } from '../calendar.ts'
import type { PaymentBatch } from '../rows/batch.ts'
import { cardUpdate } from '../weights/subscription-weights.ts'
import type { World } from '../world.ts'

/** One paid month, from its charge. */
export interface PaidMonth {
  due: number
  /** When the next charge was due, or access ended. */
  until: number
  failedFirst: boolean
}

/** An unbroken subscription, as payments show it. */
export interface Spell {
  months: PaidMonth[]
  /** False for one that was there before the simulation: when it began is not in the tables. */
  beginsInside: boolean
  /** Whether the user came back, rather than from a trial. */
  returned: boolean
  /** How it ended; undefined when it had not at the simulation's end. */
  end: 'cancelled' | 'unpaid' | undefined
}

const slackMs = dayMs
/** Longest time after a charge was due in which it is tried again. */
const dunningMs = (cardUpdate.accessEndsAfterDays - 1) * dayMs

/** Reads a user's subscriptions out of their payments, which are in order of time. */
export function spellsOf(
  { calendar }: World,
  payments: PaymentBatch,
  from: number,
  to: number,
): { spells: Spell[]; trials: number[] } {
  const spells: Spell[] = []
  const trials: number[] = []
  let open: Spell | undefined
  let billed: BillingDay = { day: 1, exact: true }
  let latest = Number.NEGATIVE_INFINITY
  for (let index = from; index < to; ) {
    const due = payments.at[index] ?? 0
    if (payments.amount[index] === 0) {
      trials.push(due)
      index++
      continue
    }
    const failedFirst = payments.succeeded[index] === 0
    let paid = !failedFirst
    for (index++; index < to && !paid && (payments.at[index] ?? 0) - due <= dunningMs; index++)
      paid = payments.succeeded[index] === 1
    const last: PaidMonth | undefined = open?.months.at(-1)
    if (open === undefined || last === undefined || due > latest + slackMs) {
      if (open !== undefined) open.end = 'cancelled'
      open = {
        months: [],
        beginsInside: trials.length > 0 || spells.length > 0 || due >= calendar.monthStart(1) + 2 * dayMs,
        returned: spells.length > 0 || trials.length === 0,
        end: undefined,
      }
      spells.push(open)
      billed = billingDayOf(due)
    } else billed = sharpened(billed, billingDayOf(due))
    latest = monthLater(due, billed.exact ? billed.day : 31)
    const lost = !paid && due + cardUpdate.accessEndsAfterDays * dayMs < calendar.end
    open.months.push({
      due,
      until: lost ? due + cardUpdate.accessEndsAfterDays * dayMs : monthLater(due, billed.day),
      failedFirst,
    })
    if (lost) {
      open.end = 'unpaid'
      open = undefined
    }
  }
  if (open !== undefined && latest + slackMs < calendar.end) open.end = 'cancelled'
  return { spells, trials }
}

/** The day of the month on which a subscription is charged, as far as its charges tell. */
interface BillingDay {
  day: number
  /** Not for a charge on the last day of a month: it may be for any later day, which that month has not. */
  exact: boolean
}

function billingDayOf(due: number): BillingDay {
  const date = new Date(due)
  const day = date.getUTCDate()
  return { day, exact: day === 31 || day < daysIn(date.getUTCFullYear(), date.getUTCMonth()) }
}

function sharpened(before: BillingDay, now: BillingDay): BillingDay {
  if (before.exact) return before
  return now.exact || now.day > before.day ? now : before
}

/** That day of the next month, or its last, at the same time. */
function monthLater(at: number, day: number): number {
  const date = new Date(at)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
  return Date.UTC(year, month, Math.min(day, daysIn(year, month))) + (at % dayMs)
}

/** @param month from 0; 12 is January of the next year */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

/** From its first charge, or the simulation's start, to its end. */
export function extentOf(spell: Spell, start: number): [number, number] {
  const from = spell.beginsInside ? (spell.months[0]?.due ?? 0) : start
  const until = spell.months.at(-1)?.until ?? 0
  return [from, spell.end === undefined ? Number.POSITIVE_INFINITY : until]
}
