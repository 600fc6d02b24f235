import { connect, type DatabaseSettings, ensureMigrated } from '@streaming/db'
import type { Given } from './command-options.ts'
import { currentModel } from './model-status.ts'
import { rankingsTable } from './rankings-table.ts'

export async function statusCommand(given: Given, readSettings: () => DatabaseSettings): Promise<number> {
  const settings = readSettings()
  const database = await connect(settings)
  try {
    await ensureMigrated(database, settings)
    const model = await currentModel(database.query)
    if (given.json) process.stdout.write(`${JSON.stringify({ model })}\n`)
    else if (model === null)
      process.stdout.write(`${database.name}: not trained yet. Run: npm run recommend -- train\n`)
    else {
      const { model_version, trained_at, seconds, users, titles, interactions, neighbours, kept } = model
      process.stdout.write(`${database.name}: model ${model_version}, ${model.model}, trained ${trained_at} in ${seconds} s
${interactions} pairs of ${users} users and ${titles} titles; ${neighbours} neighbours a title keep ${(kept * 100).toFixed(1)} % of the nDCG
weighting ${model.weighting}, ${JSON.stringify(model.settings)}\n`)
      process.stdout.write(
        rankingsTable(
          model.rankings.map(({ name, at, coverage, novelty }) => ({
            name,
            figures: {
              'ndcg@10': at[10].ndcg,
              'recall@10': at[10].recall,
              'precision@10': at[10].precision,
              'map@10': at[10].map,
              'coverage@10': coverage,
              'novelty@10': novelty,
            },
          })),
        ),
      )
    }
    return 0
  } finally {
    await database.close()
  }
}
