import { OperatorError, utf8Lines } from '@streaming/db'
import { z } from 'zod'
import type { UserTruth } from './possible-ranking.ts'

const truthLine = z.looseObject({ kind: z.string() })
const userLine = z.object({
  user_id: z.number(),
  taste: z.record(z.string(), z.number()),
  paid_months: z.object({ from: z.array(z.iso.date()) }),
})

/** What is known of users, by their ids; undefined for a user that the file does not know. */
export type Truth = (userIds: readonly string[]) => (UserTruth | undefined)[]

/**
 * What is true of a simulated service's users, from the file that `npm run simulate -- --truth` wrote.
 * @throws OperatorError naming file and line
 */
export async function readTruth(path: string): Promise<Truth> {
  const users = new Map<string, UserTruth>()
  let at = 0
  try {
    for await (const lines of utf8Lines(path)) {
      for (const text of lines.trimEnd().split('\n')) {
        at++
        const line = truthLine.parse(JSON.parse(text))
        if (line.kind !== 'user') continue
        const { user_id, taste, paid_months } = userLine.parse(line)
        users.set(String(user_id), { taste, paidFrom: paid_months.from })
      }
    }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      throw new OperatorError(`${path}, line ${at}: expected a line of a simulation's truth file`)
    throw error
  }
  if (users.size === 0) throw new OperatorError(`${path}: no user in it`)
  return (userIds) => userIds.map((id) => users.get(id))
}
