import {
  chooseCommand,
  databaseSettings,
  OperatorError,
  parseEnvironment,
  readArguments,
  runProgram,
} from '@streaming/db'
import { protocols } from '@streaming/recommender'
import { options } from './command-options.ts'
import { evaluateCommand } from './evaluate-command.ts'
import { statusCommand } from './status-command.ts'
import { trainCommand } from './train-command.ts'

const help = `Usage: npm run recommend -- COMMAND [OPTIONS]

  train                     learns from all watches, and serves that from then on; the server goes on meanwhile
    --seed N                of what is held out to choose and to judge by (default 1)
    --truth FILE            of a simulated service: judges the best possible ranking, too
  status                    the model that is served, and what its ranking is worth
  evaluate                  ranks held-out ratings by popularity, item-kNN and our model; needs no database
    --ratings PATH          u.data, ratings.dat, ratings.csv, a RecBole .inter file, or a folder of train.txt and
                            test.txt with a line a user: user item item …, and a valid.txt to choose by, if you like
    --protocol NAME         how ratings are held out:
${Object.entries(protocols)
  .map(([name, what]) => `                              ${name.padEnd(14)} ${what}\n`)
  .join('')}    --seed N                of the split (default 1)
    --seeds N               of so many splits, from --seed on: means and standard deviations (default 1, at most 100)
    --at-least RATING       leaves lower ratings out
    --from DAY              of the temporal protocol: the first day that is held out
    --model ease|rp3beta    rather than by the catalogue's size
    --json                  prints one object

DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
docs/recommendations.md tells what is learnt, and how the figures are worked out.
`

const commands = {
  train: { takes: ['seed', 'truth'], run: trainCommand },
  status: { takes: ['json'], run: statusCommand },
  evaluate: {
    takes: ['ratings', 'protocol', 'seed', 'seeds', 'at-least', 'from', 'model', 'json'],
    run: evaluateCommand,
  },
}

await runProgram(async () => {
  const { values, positionals } = readArguments({ options, allowPositionals: true, help })
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const command = chooseCommand(commands, positionals, help)
  const stray = Object.keys(values).find((option) => !command.takes.includes(option))
  if (stray !== undefined)
    throw new OperatorError(
      `--${stray}: not of ${positionals[0]}, which takes ${command.takes.map((option) => `--${option}`).join(', ')}`,
    )
  return command.run(values, () => parseEnvironment(databaseSettings, process.env))
})
