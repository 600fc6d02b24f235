import { Prisma, rollupRows } from '@streaming/db'
import { z } from 'zod'
import { Count, Id, parameters, Ratio } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'

/** How far do people get with a title? A title without a starter has shares of null. */
export const TitleCompletion = z
  .object({
    percent: z.int().min(0).max(100),
    reached: Count.meta({ description: 'Starters that saw so much of it' }),
    share: Ratio.meta({ description: 'reached ÷ starters' }),
  })
  .meta({ example: { percent: 90, reached: 12, share: 0.5217 } })

const steps = Array.from({ length: 21 }, (_, step) => step * 5)

export const titleCompletion = procedure
  .meta({
    method: 'GET',
    path: '/api/title-completion',
    summary: 'How far a title is watched',
    description:
      'The share of a title’s starters (watches of more than 0 %) that reached 0, 5, … 100 percent of the film or episode. A title that does not exist has shares of null.',
    tag: 'Analytics',
    access: 'reports',
    csv: true,
  })
  .input(parameters({ content_id: Id }))
  .output(z.array(TitleCompletion))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT p.percent, SUM(p.starters)::INT8 AS starters FROM ${rollupRows('title_percents')} AS p
        WHERE p.content_id = ${input.content_id}::INT8 GROUP BY p.percent`,
      z.object({ percent: z.coerce.number(), starters: Count }),
    )
    const from = (percent: number) =>
      rows.reduce((sum, row) => (row.percent >= percent ? sum + row.starters : sum), 0)
    const starters = from(0)
    return steps.map((percent) => {
      const reached = from(percent)
      return {
        percent,
        reached,
        share: starters === 0 ? null : Math.round((reached / starters) * 10_000) / 10_000,
      }
    })
  })
