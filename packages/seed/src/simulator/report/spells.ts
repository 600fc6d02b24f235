import type { PaymentBatch } from '../batch.ts'
import { dayMs } from '../calendar.ts'
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
    if (open === undefined || last === undefined || due > last.until + slackMs) {
      if (open !== undefined) open.end = 'cancelled'
      open = {
        months: [],
        beginsInside: trials.length > 0 || spells.length > 0 || due >= calendar.monthStart(1) + 2 * dayMs,
        returned: spells.length > 0 || trials.length === 0,
        end: undefined,
      }
      spells.push(open)
    }
    const lost = !paid && due + cardUpdate.accessEndsAfterDays * dayMs < calendar.end
    open.months.push({
      due,
      until: lost ? due + cardUpdate.accessEndsAfterDays * dayMs : monthLater(due),
      failedFirst,
    })
    if (lost) {
      open.end = 'unpaid'
      open = undefined
    }
  }
  const last = open?.months.at(-1)
  if (open !== undefined && last !== undefined && last.until + slackMs < calendar.end) open.end = 'cancelled'
  return { spells, trials }
}

/** The same day and time of the next month; no one is charged on a day that a month lacks. */
function monthLater(at: number): number {
  const date = new Date(at)
  return date.setUTCMonth(date.getUTCMonth() + 1)
}
