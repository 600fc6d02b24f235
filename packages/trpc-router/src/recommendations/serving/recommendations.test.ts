import { emptyTables, insertWorld, makeWorld, openTestDatabase, unfoldRollups } from '@streaming/db/testing'
import { SparseWeights } from '@streaming/recommender'
import { beforeAll, expect, test } from 'vitest'
import { admin, callerOf } from '../../testing/index.ts'
import { numbers } from '../../testing/oracle/random-world.ts'
import { readInteractions } from '../training/read-interactions.ts'
import { storeModel } from '../training/store-model.ts'
import { train } from '../training/train.ts'

const database = await openTestDatabase()
const { recommendations, watchHistory, content } = callerOf(database, admin)

const [userCount, titleCount] = [120, 40]
const genres = ['Drama', 'Comedy', 'Horror', 'Action']
/** Users of two hidden tastes, each for half of the titles; the last user watched nothing. */
const watchhistory = (() => {
  const next = numbers(5)
  return Array.from({ length: userCount - 1 }, (_, user) =>
    Array.from({ length: titleCount }, (_, title) => title)
      .filter((title) => next(100) < (title % 2 === user % 2 ? 50 : 5))
      .map((title, order) => ({
        user_id: user + 1,
        content_id: title + 1,
        progress: next(10_001) / 100,
        watched_on: new Date(Date.UTC(2024, 8, 1 + (order % 28), 12, user)).toISOString(),
      })),
  ).flat()
})()

beforeAll(async () => {
  await insertWorld(
    database,
    makeWorld({
      subscriptions: [{}],
      users: Array.from({ length: userCount }, () => ({})),
      content: Array.from({ length: titleCount }, (_, title) => ({
        title: `Title ${title + 1}`,
        genre: genres[title % 4] ?? '',
        content_type: title % 3 === 0 ? 'Series' : 'Film',
        release_year: 1990 + title,
      })),
      watchhistory,
    }),
  )
})

const idsOf = (titles: { content_id: string }[]) => titles.map(({ content_id }) => content_id)
const newcomer = String(userCount)

test('before the first training everybody gets what is popular, in their own genre first', async () => {
  expect(await recommendations.status()).toEqual({ model: null, training: null })
  const forNobody = await recommendations.forUser({ user_id: newcomer, limit: 3 })
  expect(forNobody.map(({ score, because }) => [score, because])).toEqual(
    Array(3).fill([null, { text: 'Popular now', titles: [] }]),
  )
  const most = new Map<string, number>()
  for (const { content_id } of watchhistory) most.set(`${content_id}`, (most.get(`${content_id}`) ?? 0) + 1)
  const best = Math.max(...most.values())
  expect(most.get(forNobody[0]?.content_id ?? '')).toBe(best)
  const [first] = await recommendations.forUser({ user_id: '1', limit: 1 })
  expect(first?.because.text).toBe(`Popular in ${first?.genre} now`)
})

test('a training is served from its end on, and says what it is', async () => {
  const outcome = await train(database, { seed: 1 })
  expect(outcome.kind).toBe('trained')
  const { model } = await recommendations.status()
  expect(model).toMatchObject({
    model: 'ease',
    titles: titleCount,
    interactions: watchhistory.filter(({ progress }) => progress > 0).length,
  })
  expect(model?.rankings.map(({ name }) => name)).toEqual(['popularity', 'item-knn', 'ease'])
  const [best] = await recommendations.forUser({ user_id: '1', limit: 1 })
  expect(best?.score).toBeGreaterThan(0)
  expect(best?.because.titles.length).toBeGreaterThan(0)
  expect(best?.because.text).toBe(
    `Because of ${best?.because.titles.map(({ title }) => title).join(' and ')}`,
  )
})

test.each(['any', 'graded'] as const)(
  'the served query has the order of the dense model, weighted by %s',
  async (weighting) => {
    const outcome = await train(database, { seed: 1 })
    if (outcome.kind !== 'trained') throw new Error(outcome.kind)
    const { weights, settings } = outcome.training
    const data = await readInteractions(database.query)
    const { interactions, titleIds, userIds } = data
    await storeModel(database, data, { ...outcome.training, settings: { ...settings, weighting } }, 0)
    const scores = new Float64Array(titleCount)
    let same = 0
    for (const [user, user_id] of userIds.slice(0, -1).entries()) {
      const [from, to] = [interactions.starts[user] ?? 0, interactions.starts[user + 1] ?? 0]
      const strengths = interactions.strengths.subarray(from, to)
      const items = interactions.items.subarray(from, to)
      weights.score(items, weighting === 'any' ? strengths.map(() => 1) : strengths, scores)
      const leftOut = new Set(
        watchhistory
          .filter((watch) => `${watch.user_id}` === user_id && (watch.progress >= 90 || watch.progress < 10))
          .map(({ content_id }) => `${content_id}`),
      )
      const expected = [...scores.entries()]
        .filter(([title, score]) => score > 0 && !leftOut.has(titleIds[title] ?? ''))
        .sort(([a, x], [b, y]) => y - x || a - b)
        .slice(0, 10)
        .map(([title]) => titleIds[title])
      const served = await recommendations.forUser({ user_id, limit: 10 })
      if (idsOf(served.filter(({ score }) => score !== null)).join() === expected.join()) same++
    }
    expect(same / (userCount - 1)).toBeGreaterThanOrEqual(0.99)
  },
)

test('a watch changes the list of the next request, and what was finished leaves it', async () => {
  const [first] = await recommendations.forUser({ user_id: newcomer, limit: 1 })
  expect(first?.score).toBeNull()
  await watchHistory.create({ user_id: newcomer, content_id: '2', progress: 100 })
  const after = await recommendations.forUser({ user_id: newcomer, limit: 40 })
  expect(after[0]?.score).toBeGreaterThan(0)
  expect(after[0]?.because.titles).toEqual([{ content_id: '2', title: 'Title 2' }])
  expect(idsOf(after)).not.toContain('2')
  // All others are there: what the model says nothing for comes after, by popularity.
  expect(new Set(idsOf(after)).size).toBe(titleCount - 1)
  const best = after[0]?.content_id ?? ''
  await watchHistory.create({ user_id: newcomer, content_id: best, progress: 5 })
  expect(idsOf(await recommendations.forUser({ user_id: newcomer, limit: 40 }))).not.toContain(best)
  await watchHistory.create({ user_id: newcomer, content_id: best, progress: 50 })
  expect(idsOf(await recommendations.forUser({ user_id: newcomer, limit: 40 }))).toContain(best)
})

test('genre, type and limit narrow both lists', async () => {
  const asked = { genre: 'drama', content_type: 'film', limit: 5 }
  for (const titles of [
    await recommendations.forUser({ user_id: '3', ...asked }),
    await recommendations.similar({ content_id: '9', ...asked }),
  ]) {
    expect(titles.length).toBe(5)
    for (const { genre, content_type } of titles) expect([genre, content_type]).toEqual(['Drama', 'Film'])
  }
})

test('similar titles are those that the same users watch, best first', async () => {
  const titles = await recommendations.similar({ content_id: '1', limit: 5 })
  // Taste goes by odd and even ids.
  for (const { content_id, score } of titles)
    expect([Number(content_id) % 2, Number(score) > 0]).toEqual([1, true])
  expect(titles.map(({ score }) => score)).toEqual(
    titles.map(({ score }) => score).sort((a, b) => Number(b) - Number(a)),
  )
})

test('a title that came after the training has titles of its genre and type, the nearest years first', async () => {
  const { content_id } = await content.create({
    title: 'Later',
    genre: 'Drama',
    content_type: 'Film',
    release_year: 2030,
    rating: 5,
  })
  const titles = await recommendations.similar({ content_id, limit: 3 })
  expect(titles.map(({ genre, content_type, score }) => [genre, content_type, score])).toEqual(
    Array(3).fill(['Drama', 'Film', null]),
  )
  const years = titles.map(({ release_year }) => release_year)
  expect(years).toEqual(years.toSorted((a, b) => b - a))
  await content.delete({ content_id })
})

test('who and what is unknown is said', async () => {
  await expect(recommendations.forUser({ user_id: '999' })).rejects.toThrow('There is no user 999.')
  await expect(recommendations.similar({ content_id: '999' })).rejects.toThrow('There is no title 999.')
})

test('popularity counts what no rollup holds yet', async () => {
  const before = await recommendations.forUser({ user_id: newcomer, limit: 40 })
  await database.sqlTransaction((_client, query) => unfoldRollups(query))
  expect(await recommendations.forUser({ user_id: newcomer, limit: 40 })).toEqual(before)
})

test('readers see the model before or the new one, whole, and the old one is cleared away', async () => {
  const data = await readInteractions(database.query)
  const outcome = await train(database, { seed: 1 })
  if (outcome.kind !== 'trained') throw new Error(outcome.kind)
  // From each title to all others: 1 by one model, 2 by the other.
  const uniform = (weight: number) => {
    const count = data.titleIds.length
    const starts = Int32Array.from({ length: count + 1 }, (_, title) => title * (count - 1))
    const neighbours = Int32Array.from({ length: count * (count - 1) }, (_, at) => {
      const [title, place] = [Math.floor(at / (count - 1)), at % (count - 1)]
      return place < title ? place : place + 1
    })
    const weights = new SparseWeights(
      count,
      starts,
      neighbours,
      new Float32Array(neighbours.length).fill(weight),
    )
    return {
      ...outcome.training,
      settings: { ...outcome.training.settings, weighting: 'any' as const },
      weights,
    }
  }
  await storeModel(database, data, uniform(1), 0)
  let writing = true
  const seen = new Set<string>()
  const reading = (async () => {
    while (writing) {
      const scores = (await recommendations.similar({ content_id: '1', limit: 100 })).map(
        ({ score }) => score,
      )
      seen.add([...new Set(scores)].join())
      expect(scores.length).toBe(titleCount - 1)
    }
  })()
  for (const weight of [2, 1, 2]) await storeModel(database, data, uniform(weight), 0)
  writing = false
  await reading
  expect([...seen].filter((scores) => scores !== '1' && scores !== '2')).toEqual([])
  const { rows } = await database.execute(
    'SELECT COUNT(DISTINCT model_version)::INT4 AS versions FROM title_neighbours',
  )
  expect(rows).toEqual([{ versions: 1 }])
})

test('of two programs one trains', async () => {
  const kinds = (await Promise.all([train(database, { seed: 1 }), train(database, { seed: 1 })])).map(
    ({ kind }) => kind,
  )
  expect(kinds.toSorted()).toEqual(['another trains', 'trained'])
})

test('a training that another program did since it was due is not done again', async () => {
  const before = await recommendations.status()
  expect(await train(database, { seed: 1, isDue: async () => false })).toEqual({ kind: 'another trains' })
  expect(await recommendations.status()).toEqual(before)
})

test('a training that is ended leaves the model before', async () => {
  const before = await recommendations.status()
  const stopping = new AbortController()
  const training = train(database, {
    seed: 1,
    signal: stopping.signal,
    onProgress: () => stopping.abort(new Error('enough')),
  })
  await expect(training).rejects.toThrow('enough')
  expect(await recommendations.status()).toEqual(before)
  expect((await train(database, { seed: 1 })).kind).toBe('trained')
})

test.each([
  [
    'any',
    [
      ['5', 1.1, ['1', '2']],
      ['6', 0.7, ['4']],
    ],
  ],
  [
    'graded',
    [
      ['6', 0.5, ['4']],
      ['5', 0.4, ['2', '3']],
    ],
  ],
] as const)(
  'weighted by %s, the two titles that speak most for another are its reasons, and none that speaks against it',
  async (weighting, expected) => {
    await emptyTables(database)
    const seen = [20, 40, 80, 60]
    await insertWorld(
      database,
      makeWorld({
        subscriptions: [{}],
        users: [{}],
        content: Array.from({ length: 6 }, () => ({})),
        watchhistory: seen.map((progress, title) => ({ content_id: title + 1, progress })),
      }),
    )
    // From the four titles that were watched, to titles 5 and 6.
    const weights = [[0.5, -0.2], [0.5], [0.2], [-0.1, 0.9]]
    const starts = [0, 2, 3, 4, 6, 6, 6]
    await storeModel(
      database,
      await readInteractions(database.query),
      {
        settings: { model: 'ease', ridge: 1, dropout: 0, weighting },
        weights: new SparseWeights(
          6,
          Int32Array.from(starts),
          Int32Array.from(weights.flatMap((row) => row.map((_, to) => 4 + to))),
          Float32Array.from(weights.flat()),
        ),
        neighbourCount: 2,
        kept: 1,
        quality: [],
      },
      0,
    )
    const served = await recommendations.forUser({ user_id: '1', limit: 2 })
    expect(
      served.map(({ content_id, score, because }) => [
        content_id,
        Number(score?.toFixed(5)),
        because.titles.map((title) => title.content_id),
      ]),
    ).toEqual(expected)
  },
)
