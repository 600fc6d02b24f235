import { isDeepStrictEqual } from 'node:util'
import { callProcedure, contextOf, routes } from '@streaming/trpc-router/testing'
import { open } from '../engine.ts'
import { type Figure, times } from '../figure.ts'
import { type Question, questionsTo } from '../questions.ts'
import { quantile, timed } from '../statistics.ts'

/** Milliseconds of one question: ours in the median and at the 95th percentile, and by SQL on the events. */
export interface Answer {
  question: string
  filters: string
  ms: number
  p95: number
  rawMs: number | undefined
}

export interface AnswerOptions {
  /** Times that our answer is asked before it counts: compilers of JavaScript and of plans wait until they have seen enough. */
  warmUp: number
  /** Times that our answer is asked, and the raw one. */
  asked: number
  askedRaw: number
}

/** @throws when the two answers differ */
export async function measureAnswers(
  url: string,
  { warmUp, asked, askedRaw }: AnswerOptions,
): Promise<Answer[]> {
  const database = await open(url)
  const answers: Answer[] = []
  for (const question of questionsTo(database)) {
    await expectEqual(question)
    for (let n = 0; n < warmUp; n++) await question.ask()
    const ours: number[] = []
    const raw: number[] = []
    for (let round = 0; round < Math.max(1, askedRaw); round++) {
      for (let n = 0; n < asked / Math.max(1, askedRaw); n++) ours.push(await timed(question.ask))
      if (question.askRaw !== undefined && askedRaw > 0) raw.push(await timed(question.askRaw))
    }
    answers.push({
      question: question.name,
      filters: question.filters,
      ms: quantile(ours, 0.5),
      p95: quantile(ours, 0.95),
      rawMs: raw.length === 0 ? undefined : quantile(raw, 0.5),
    })
  }
  await database.close()
  return answers
}

/** Milliseconds of the least question there is, one title by its key: none of ours can be answered in less. */
export async function measureFloor(
  url: string,
  { warmUp, asked }: Pick<AnswerOptions, 'warmUp' | 'asked'>,
): Promise<number> {
  const database = await open(url)
  const route = routes.find(({ procedure }) => procedure === 'content.get')
  if (route === undefined) throw new Error('there is no content.get')
  const context = contextOf(database)
  const ms: number[] = []
  for (let n = 0; n < warmUp + asked; n++)
    ms.push(await timed(() => callProcedure(route, { content_id: '7' }, context)))
  await database.close()
  return quantile(ms.slice(warmUp), 0.5)
}

async function expectEqual({ name, filters, ask, askRaw }: Question): Promise<void> {
  if (askRaw === undefined) return
  const [ours, raw] = [await ask(), await askRaw()]
  // The answers' own JSON: numbers of both have gone through the same schema.
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(ours)), JSON.parse(JSON.stringify(raw))))
    throw new Error(
      `${name} ${filters}: our answer is not that of the events:\n${JSON.stringify(ours).slice(0, 400)}\n${JSON.stringify(raw).slice(0, 400)}`,
    )
}

/** P4 of answers with a raw side. @param floorMs what the least answer takes */
export function figuresOf(answers: readonly Answer[], watches: string, floorMs: number): Figure[] {
  const ratioTo = ({ rawMs = 0, ms }: Answer) => rawMs / ms
  const possible = answers.filter(({ rawMs = 0 }) => rawMs / floorMs >= 50)
  const ratios = answers.flatMap(({ ms, rawMs }) => (rawMs === undefined ? [] : [rawMs / ms]))
  const slowest = Math.max(...answers.map(({ p95 }) => p95))
  const inTime = answers.filter(({ p95 }) => p95 < 20).length
  const quick = ratios.filter((ratio) => ratio >= 50).length
  return [
    {
      name: 'P4',
      what: `SQL on ${watches} watches ÷ our answer, median over questions and filters`,
      target: '≥ 300',
      measured: times(quantile(ratios, 0.5)),
      met: quantile(ratios, 0.5) >= 300,
    },
    {
      name: 'P4',
      what: 'the same, each',
      target: '≥ 50',
      measured: `${quick} of ${ratios.length}; least ${times(Math.min(...ratios))}`,
      met: quick === ratios.length,
    },
    {
      name: 'P4',
      what: 'the same where SQL takes 50 times as long as the least answer, one title by its key',
      target: '',
      measured: `${possible.filter((answer) => ratioTo(answer) >= 50).length} of ${possible.length}; that title takes ${times(floorMs)} ms`,
      met: true,
    },
    {
      name: 'P4',
      what: 'our answers’ p95, each',
      target: '< 20 ms',
      measured: `${inTime} of ${answers.length}; slowest ${times(slowest)} ms`,
      met: inTime === answers.length,
    },
  ]
}
