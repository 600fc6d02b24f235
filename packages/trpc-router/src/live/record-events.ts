import type { Transaction } from '@streaming/db'
import { z } from 'zod'
import { Count } from '../procedure/fields/schemas.ts'
import type { Event } from './event.ts'
import { placesOf } from './places-of.ts'
import { isOf, type Queued } from './queued.ts'
import { addTaken, addWaiting, released, type Taken, takenBefore, waitsFor } from './taken-events.ts'
import { writeCharges } from './write/write-charges.ts'
import { writePlans } from './write/write-plans.ts'
import { writePlays } from './write/write-plays.ts'
import { writeReviews } from './write/write-reviews.ts'
import { writeUsers } from './write/write-users.ts'

export const Recorded = z
  .object({
    recorded: Count.meta({ description: 'Events that are taken now.' }),
    taken_before: Count.meta({ description: 'Events that were taken before: they change nothing.' }),
    waiting: Count.meta({ description: 'Of those recorded, how many wait for a user or a play to come.' }),
  })
  .meta({ example: { recorded: 2, taken_before: 0, waiting: 0 } })
type Recorded = z.output<typeof Recorded>

/**
 * Takes each event that was not taken before, and those that waited for one of them. Whatever the order in which events come, and
 * however they are parted among requests, the tables are the same when all have come.
 * @throws TRPCError naming the first event that does not fit
 */
export async function recordEvents(transaction: Transaction, items: readonly Event[]): Promise<Recorded> {
  const { query } = transaction
  const fresh = await notTaken(transaction, items)
  const joins = fresh.filter(isOf('user_joined'))
  const joined = await writeUsers(transaction, joins)
  const queue = [
    ...fresh.filter(({ event }) => event.kind !== 'user_joined'),
    ...(await released(
      query,
      joins.map(({ event }) => waitsFor.user(event.email)),
    )),
  ]
  const starts = queue.filter(isOf('play_started'))
  const awaited = starts.map(({ event }) => waitsFor.play(event.event_id))
  queue.push(...(await released(query, awaited)))

  const { placed, waiting } = await placesOf(transaction, queue)
  const plays = await writePlays(query, {
    starts: placed.filter(isOf('play_started')),
    progress: queue.filter(isOf('play_progressed', 'play_ended')),
  })
  for (const event of plays.waiting) waiting.set(event, waitsFor.play(event.play_id))
  const taken: Taken[] = [
    ...joined,
    ...plays.taken,
    ...(await writeCharges(query, placed.filter(isOf('charge_succeeded', 'charge_failed')))),
    ...(await writeReviews(query, placed.filter(isOf('review_written')))),
    ...(await writePlans(query, placed.filter(isOf('plan_changed')))),
    ...[...waiting.keys()].map((event) => ({ event })),
  ]
  await addTaken(query, taken)
  await addWaiting(query, waiting)
  return {
    recorded: fresh.length,
    taken_before: items.length - fresh.length,
    waiting: fresh.filter(({ event }) => waiting.has(event)).length,
  }
}

/** The first of each id that was not taken. */
async function notTaken({ query }: Transaction, items: readonly Event[]): Promise<Queued[]> {
  const ids = items.map(({ event_id }) => event_id)
  const known = await takenBefore(query, ids)
  return items.flatMap((event, index) => {
    if (known.has(event.event_id)) return []
    known.add(event.event_id)
    return [{ event, at: `items.${index}.` }]
  })
}
