import { connect, type DatabaseSettings, ensureMigrated } from '@streaming/db'
import { meanFigures } from '../evaluation/evaluate.ts'
import { rankingsTable } from '../evaluation/rankings-table.ts'
import { currentModel, runningTraining } from '../training/model-status.ts'
import type { Given } from './command-options.ts'

export async function statusCommand(given: Given, readSettings: () => DatabaseSettings): Promise<number> {
  const settings = readSettings()
  const database = await connect(settings)
  try {
    await ensureMigrated(database, settings)
    const model = await currentModel(database.query)
    const training = await runningTraining(database.query)
    if (training !== null && !given.json)
      process.stdout.write(
        `${database.name}: a training runs since ${training.started_at}${training.stage === null ? '' : `, ${training.stage} ${Math.round((training.share ?? 0) * 100)} %`}\n`,
      )
    if (given.json) process.stdout.write(`${JSON.stringify({ model, training })}\n`)
    else if (model === null)
      process.stdout.write(`${database.name}: not trained yet. Run: npm run recommend -- train\n`)
    else {
      const { model_version, trained_at, seconds, users, titles, interactions, neighbours, kept } = model
      process.stdout.write(`${database.name}: model ${model_version}, ${model.model}, trained ${trained_at} in ${seconds} s
${interactions} pairs of ${users} users and ${titles} titles; ${neighbours} neighbours a title on average keep ${(kept * 100).toFixed(1)} % of the nDCG
weighting ${model.weighting}, ${JSON.stringify(model.settings)}\n`)
      process.stdout.write(
        rankingsTable(
          model.rankings.map(({ name, at, coverage, novelty }) => ({
            name,
            figures: meanFigures([
              {
                'ndcg@10': at[10].ndcg,
                'recall@10': at[10].recall,
                'precision@10': at[10].precision,
                'map@10': at[10].map,
                'coverage@10': coverage,
                'novelty@10': novelty,
              },
            ]),
          })),
        ),
      )
    }
    return 0
  } finally {
    await database.close()
  }
}
