import { Prisma, type Query } from '@streaming/db'
import { z } from 'zod'
import { Count, Id, Instant, InstantRow, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'

/** What are recommendations made of, and how good are they? model is null before the first training. */
const Metrics = z.object({
  precision: z.number(),
  recall: z.number(),
  ndcg: z.number(),
  map: z.number(),
})
const Ranking = z.object({
  name: z.string().meta({
    description: 'popularity, item-knn, the model, or possible: the best one, of a simulated service.',
  }),
  users: Count,
  at: z.object({ 10: Metrics, 20: Metrics }),
  coverage: z.number().meta({ description: 'Share of the catalogue that is in somebody’s first ten.' }),
  novelty: z
    .number()
    .meta({ description: 'Mean of −log2 of the share of users who have what is in the first ten.' }),
  popularity: z.number().meta({
    description: 'Mean place by popularity of what is in the first ten: 0 the most popular, 1 the least.',
  }),
})
const Model = z.object({
  model_version: Id,
  model: z.string(),
  weighting: z.string(),
  settings: z.record(z.string(), z.number()),
  trained_at: Instant,
  seconds: z.coerce.number(),
  users: Count,
  titles: Count,
  interactions: Count,
  neighbours: Count,
  kept: z.number().meta({ description: 'nDCG at 10 with these neighbours alone, over that with all.' }),
  rankings: z.array(Ranking),
})
const figures = (ndcg: number) => ({
  name: 'ease',
  users: 48,
  at: {
    10: { precision: 0.04, recall: 0.31, ndcg, map: 0.12 },
    20: { precision: 0.03, recall: 0.42, ndcg: ndcg + 0.03, map: 0.13 },
  },
  coverage: 0.35,
  novelty: 4.2,
  popularity: 0.18,
})
const RunningTraining = z.object({
  started_at: Instant,
  stage: z.string().nullable().meta({ description: 'What it does now; null before its first step.' }),
  share: z.number().nullable().meta({ description: 'Of that stage, 0 to 1.' }),
})
export const ModelStatus = z.object({ model: Model.nullable(), training: RunningTraining.nullable() }).meta({
  example: {
    training: { started_at: '2024-09-22T08:53:29.000Z', stage: 'training', share: 0.62 },
    model: {
      model_version: '4',
      model: 'ease',
      weighting: 'graded',
      settings: { ridge: 1.78, dropout: 0.25 },
      trained_at: '2024-09-22T07:53:29.000Z',
      seconds: 1.3,
      users: 56,
      titles: 100,
      interactions: 97,
      neighbours: 50,
      kept: 0.998,
      rankings: [{ ...figures(0.11), name: 'popularity' }, figures(0.17)],
    },
  },
})
export type ModelStatus = z.output<typeof ModelStatus>

const row = Model.omit({ settings: true, kept: true, rankings: true }).extend({
  trained_at: InstantRow,
  settings: z.string(),
  quality: z.string(),
})

export const modelStatus = procedure
  .meta({
    method: 'GET',
    path: '/api/recommendation-model',
    summary: 'The recommender’s model',
    description:
      'The model that recommendations are made of: when it was trained, on how much, what it chose, and how it ranked what was held out of it, beside popularity and item-kNN. Null before the first training. training says how far the one is that runs now, by whichever program; null when none does.',
    tag: 'Recommendations',
    access: 'reports',
  })
  .input(optionalParameters({}))
  .output(ModelStatus)
  .query(({ ctx }) =>
    ctx.database.snapshot(async (query) => ({
      model: await currentModel(query),
      training: await runningTraining(query),
    })),
  )

export async function currentModel(query: Query): Promise<z.output<typeof Model> | null> {
  const [found] = await query(
    Prisma.sql`
      SELECT model_version::TEXT AS model_version, model, weighting, settings, trained_at, seconds, users, titles,
        interactions, neighbours, quality
      FROM recommendation_models WHERE state = 'current'`,
    row,
  )
  if (found === undefined) return null
  const { settings, quality, ...model } = found
  return Model.parse({
    ...model,
    settings: JSON.parse(settings),
    ...z.looseObject({}).parse(JSON.parse(quality)),
  })
}

/** The training that runs now, of whichever program; null when none does. */
export async function runningTraining(query: Query): Promise<z.output<typeof RunningTraining> | null> {
  const [found] = await query(
    Prisma.sql`
      SELECT started_at, stage, share FROM training_lease WHERE expires_at > now() AND started_at IS NOT NULL`,
    RunningTraining.extend({ started_at: InstantRow }),
  )
  return found ?? null
}
