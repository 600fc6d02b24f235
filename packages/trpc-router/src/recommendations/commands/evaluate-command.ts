import { OperatorError } from '@streaming/db'
import { type Protocol, protocols } from '@streaming/recommender'
import { z } from 'zod'
import { evaluate, figuresOf, type MeanFigure, meanFigures } from '../evaluation/evaluate.ts'
import { rankingsTable } from '../evaluation/rankings-table.ts'
import { type Given, seedOf, seedsOf, stageTeller } from './command-options.ts'

export async function evaluateCommand(given: Given): Promise<number> {
  if (given.ratings === undefined)
    throw new OperatorError('--ratings: expected a file or folder of ratings, it is missing')
  const protocol = protocolOf(given.protocol)
  if (given.from !== undefined && protocol !== 'temporal')
    throw new OperatorError(`--from: of the protocol temporal alone, got --protocol ${protocol}`)
  if (given['at-least'] !== undefined && protocol === 'files')
    throw new OperatorError('--at-least: the lists of the protocol files have no ratings')
  const tell = stageTeller(process.stderr)
  const seeds = seedsOf(given.seeds, seedOf(given.seed))
  const trials = await evaluate({
    ratings: given.ratings,
    protocol,
    seeds,
    atLeast: atLeastOf(given['at-least']),
    from: fromOf(given.from),
    model: modelOf(given.model),
    onProgress: tell,
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const [first = []] = trials
  const rankings = first.map(({ name }, place) => ({
    name,
    figures: meanFigures(
      trials.map((compared) => compared[place]).flatMap((one) => (one ? [figuresOf(one)] : [])),
    ),
  }))
  if (given.json)
    process.stdout.write(
      `${JSON.stringify(Object.fromEntries(rankings.map(({ name, figures }) => [name, seeds.length > 1 ? figures : onlyMeans(figures)])))}\n`,
    )
  else {
    process.stdout.write(rankingsTable(rankings))
    for (const [at, compared] of trials.entries()) {
      const { model, ...settings } = compared.at(-1)?.settings ?? {}
      const ofSeed = seeds.length > 1 ? `seed ${seeds[at]}: ` : ''
      process.stdout.write(`${ofSeed}${model} chose ${JSON.stringify(settings)}\n`)
    }
  }
  return 0
}

function onlyMeans(figures: Readonly<Record<string, MeanFigure>>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, { mean }]) => [name, mean]))
}

function protocolOf(name = ''): Protocol {
  const known = Object.keys(protocols)
  const isKnown = (text: string): text is Protocol => known.includes(text)
  if (isKnown(name)) return name
  throw new OperatorError(`--protocol: expected ${known.join(', ')}, got ${JSON.stringify(name)}`)
}

function atLeastOf(text = '0'): number {
  const rating = text.trim() === '' ? Number.NaN : Number(text)
  if (!(rating >= 0)) throw new OperatorError(`--at-least: expected a rating, got ${JSON.stringify(text)}`)
  return rating
}

function fromOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const day = z.iso.date().safeParse(text)
  if (!day.success)
    throw new OperatorError(`--from: expected a day such as 1998-03-01, got ${JSON.stringify(text)}`)
  return Date.parse(`${day.data}T00:00:00Z`)
}

function modelOf(text: string | undefined): 'ease' | 'rp3beta' | undefined {
  if (text === undefined || text === 'ease' || text === 'rp3beta') return text
  throw new OperatorError(`--model: expected ease or rp3beta, got ${JSON.stringify(text)}`)
}
