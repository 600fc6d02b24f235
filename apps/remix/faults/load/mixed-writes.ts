import { setTimeout as delay } from 'node:timers/promises'
import { numbers, randomWrite } from '@streaming/trpc-router/testing'

export interface MixedWrites {
  /** Answers by status; `none` is one that did not come. */
  outcomes: ReadonlyMap<string, number>
  /** The procedures that wrote something. */
  procedures: ReadonlySet<string>
  written(): number
  stop(): Promise<void>
}

/**
 * Every kind of write, from many connections, until it is stopped.
 * @param originOf the server that a connection writes to, asked before each write
 */
export function startMixedWrites(
  originOf: (connection: number) => string,
  key: string,
  connections: number,
): MixedWrites {
  const outcomes = new Map<string, number>()
  const procedures = new Set<string>()
  let stopped = false

  async function write(connection: number): Promise<void> {
    const below = numbers(connection + 1)
    while (!stopped) {
      const { procedure, input } = randomWrite(below)
      const outcome = await fetch(`${originOf(connection)}/trpc/${procedure}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
        .then(async (response) => {
          await response.arrayBuffer()
          if (response.status === 200) procedures.add(procedure)
          return String(response.status)
        })
        .catch(() => 'none')
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (outcome === 'none') await delay(50)
    }
  }
  const writers = Array.from({ length: connections }, (_, connection) => write(connection))
  return {
    outcomes,
    procedures,
    written: () => outcomes.get('200') ?? 0,
    async stop() {
      stopped = true
      await Promise.all(writers)
    },
  }
}
