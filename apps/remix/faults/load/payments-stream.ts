import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

/** A client that pays, and pays again with the same key until it is told that it has paid. */

export interface PaymentsStream {
  /** What was acknowledged: idempotency key → payment id. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** How often each status came, or `none` where there was no answer at all. */
  readonly outcomes: ReadonlyMap<string, number>
  /** Answers of 503 that did not say when to try again. */
  readonly withoutRetryAfter: number
  /** Ends when every payment that was begun is acknowledged. */
  stop(): Promise<void>
}

const made = z.object({ payment_id: z.string() })

/** @param origin asked before each request: a service that was started again may have another port */
export function startPayments(origin: () => string, key: string, clients: number): PaymentsStream {
  const acknowledged = new Map<string, string>()
  const outcomes = new Map<string, number>()
  const state = { stopping: false, withoutRetryAfter: 0 }
  const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)

  async function attempt(idempotencyKey: string): Promise<string | undefined> {
    try {
      const response = await fetch(`${origin()}/api/payments`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
        },
        body: JSON.stringify({
          user_id: '1',
          amount: 1.01,
          method: 'PayPal',
          payment_date: '2002-01-01T00:00:00Z',
        }),
        signal: AbortSignal.timeout(20_000),
      })
      count(String(response.status))
      if (response.status === 503 && response.headers.get('retry-after') === null) state.withoutRetryAfter++
      if (response.status !== 201) {
        await response.arrayBuffer()
        return undefined
      }
      return made.parse(await response.json()).payment_id
    } catch {
      count('none')
      return undefined
    }
  }

  async function pay(): Promise<void> {
    while (!state.stopping) {
      const idempotencyKey = randomUUID()
      for (;;) {
        const payment = await attempt(idempotencyKey)
        if (payment !== undefined) {
          acknowledged.set(idempotencyKey, payment)
          break
        }
        await delay(50)
      }
    }
  }

  const running = Promise.all(Array.from({ length: clients }, pay))
  return {
    acknowledged,
    outcomes,
    get withoutRetryAfter() {
      return state.withoutRetryAfter
    },
    async stop() {
      state.stopping = true
      await running
    },
  }
}

const page = z.object({
  items: z.array(z.object({ payment_id: z.string() })),
  next_cursor: z.string().nullable(),
})

/** The ids of the stream's payments that the service has, however often it has them. */
export async function recordedPayments(origin: string, key: string): Promise<string[]> {
  const ids: string[] = []
  let cursor = ''
  do {
    const query = new URLSearchParams({
      user_id: '1',
      end_date: '2002-01-01',
      limit: '200',
      ...(cursor === '' ? {} : { cursor }),
    })
    const response = await fetch(`${origin}/api/payments?${query}`, {
      headers: { authorization: `Bearer ${key}` },
    })
    const { items, next_cursor } = page.parse(await response.json())
    ids.push(...items.map(({ payment_id }) => payment_id))
    cursor = next_cursor ?? ''
  } while (cursor !== '')
  return ids
}
