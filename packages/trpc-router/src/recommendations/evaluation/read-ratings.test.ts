import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { evaluate, figuresOf, meanFigures } from './evaluate.ts'
import { readLists } from './read-lists.ts'
import { readRatings } from './read-ratings.ts'

const folder = mkdtempSync(join(tmpdir(), 'streaming-ratings-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

// The same four ratings of users 7 and 9 in each format.
const formats = {
  'u.data': '7\t50\t4\t100\n7\t51\t2\t200\n9\t50\t1\t300\n9\t52\t3\t400\n',
  'ratings.dat': '7::50::4::100\n7::51::2::200\n9::50::1::300\n9::52::3::400\n',
  'ratings.csv':
    'userId,movieId,rating,timestamp\r\n7,50,4.0,100\r\n7,51,2.0,200\r\n9,50,1.0,300\r\n9,52,3.0,400\r\n',
  'ml.inter':
    'user_id:token\titem_id:token\trating:float\ttimestamp:float\n7\t50\t4\t100\n7\t51\t2\t200\n9\t50\t1\t300\n9\t52\t3\t400\n',
}

/** Columns as plain lists. */
async function ratingsOf(path: string, atLeast: number) {
  const { users, items, strengths, times, ...counts } = await readRatings(path, atLeast)
  const list = (column: ArrayLike<number>) => Array.from(column)
  return {
    ...counts,
    users: list(users),
    items: list(items),
    strengths: list(strengths),
    times: times && list(times),
  }
}

test.each(Object.entries(formats))('%s is read as published', async (name, text) => {
  expect(await ratingsOf(written(name, text), 0)).toEqual({
    userCount: 2,
    itemCount: 3,
    users: [0, 0, 1, 1],
    items: [0, 1, 0, 2],
    strengths: [1, 0.5, 0.25, 0.75],
    times: [100_000, 200_000, 300_000, 400_000],
  })
})

test('columns are found by their names, and without times the last of two ratings counts', async () => {
  const text = 'rating,movieId,userId\n5,50,7\n1,51,7\n2,50,7\n'
  expect(await ratingsOf(written('turned.csv', text), 0)).toMatchObject({
    users: [0, 0],
    items: [0, 1],
    strengths: [0.5, 1],
    times: undefined,
  })
})

test('of several ratings the latest counts, wherever it stands; only then are low ones left out', async () => {
  const text = 'userId,movieId,rating,timestamp\n7,50,1,900\n7,51,4,100\n7,50,5,200\n7,51,2,100\n7,52,4,1\n'
  // Of item 50 the 1 of second 900, of item 51 the 2, which stands last at its second: only item 52 is left.
  expect(await ratingsOf(written('changed.csv', text), 4)).toMatchObject({
    items: [0],
    strengths: [1],
    times: [1_000],
  })
  expect((await ratingsOf(written('changed.csv', text), 0)).strengths).toEqual([0.25, 0.5, 1])
})

test('ids are told apart whatever they hold', async () => {
  const text = 'userId,movieId,rating\n"a b",c,5\na,"b c",4\n"say ""hi"", you",c,3\n'
  expect(await ratingsOf(written('blank.csv', text), 0)).toMatchObject({ users: [0, 1, 2], items: [0, 1, 0] })
})

test('fields in quotes, any end of a line, a byte order mark and empty lines are read', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['\uFEFFuserId,movieId,rating,timestamp', '"1","10",4.5,100', '', '2,10,3,200'].join(end)
    expect(await ratingsOf(written('ends.csv', text), 0)).toMatchObject({
      users: [0, 1],
      times: [100_000, 200_000],
    })
  }
})

test('a file in parts is read as one, and progress is told', async () => {
  const shares: number[] = []
  const lines = Array.from(
    { length: 200_000 },
    (_, at) => `${at % 1_000},${Math.floor(at / 1_000)},${1 + (at % 5)},${at}\n`,
  )
  const log = await readRatings(
    written('long.csv', `userId,movieId,rating,timestamp\n${lines.join('')}`),
    0,
    (_, share) => shares.push(share),
  )
  expect([log.users.length, log.userCount, log.itemCount]).toEqual([200_000, 1_000, 200])
  expect([log.users[123_456], log.items[123_456], log.times?.[123_456]]).toEqual([456, 123, 123_456_000])
  expect(shares.length).toBeGreaterThan(2)
  expect(shares.at(-1)).toBe(1)
})

test('ratings below a least one are left out', async () => {
  expect((await ratingsOf(written('few.csv', formats['ratings.csv']), 3)).items).toEqual([0, 1])
})

test.each([
  [
    'short.dat',
    '7::50::4::1\n7::51\n',
    'short.dat, line 2: expected user, item, rating above 0 and time, separated by "::", got "7::51"',
  ],
  [
    'words.csv',
    'userId,movieId,rating\n7,50,good\n',
    'words.csv, line 2: expected user, item and rating above 0',
  ],
  ['zero.csv', 'userId,movieId,rating\n7,50,0\n', 'zero.csv, line 2: expected user, item and rating above 0'],
  [
    'bare.inter',
    'user_id:token\titem_id:token\ttimestamp:float\n1\t2\t3\n',
    'bare.inter, line 1: expected a column rating, got',
  ],
  ['empty.csv', 'userId,movieId,rating,timestamp\n', 'no rating of at least 0 in it'],
  ['x.xlsx', '', '--ratings: expected u.data, or a file that ends with .dat, .csv or .inter'],
  [
    'untimed.csv',
    'userId,movieId,rating,timestamp\n7,50,4,100\n7,51,4,\n',
    'untimed.csv, line 3: expected user, item, rating above 0 and time, separated by ",", got "7,51,4,"',
  ],
  ['torn.csv', 'userId,movieId,rating\n7,"50,4\n8,1,2\n', 'torn.csv, after line 1: cannot be read: '],
])('%s is refused in words', async (name, text, message) => {
  await expect(readRatings(written(name, text), 0)).rejects.toThrow(message)
})

test('a file that is not UTF-8 is refused with its line, however far in', async () => {
  const path = join(folder, 'latin.csv')
  const text = `userId,movieId,rating\n${'1,2,3\n'.repeat(400_000)}Zo\xeb,2,3\n`
  writeFileSync(path, Buffer.from(text, 'latin1'))
  await expect(readRatings(path, 0)).rejects.toThrow(
    'latin.csv, line 400002: expected UTF-8, got the byte 0xEB',
  )
})

test('a file that is not there is named', async () => {
  await expect(readRatings(join(folder, 'none.csv'), 0)).rejects.toThrow('none.csv cannot be read')
})

test('lists are read by user, train and test with the same places', async () => {
  const lists = join(folder, 'lists')
  mkdirSync(lists)
  writeFileSync(join(lists, 'train.txt'), '0 10 11\n1 12\n')
  writeFileSync(join(lists, 'test.txt'), '1 10 12\n')
  const { train, test: heldOut, validation } = await readLists(lists)
  expect(validation).toBeUndefined()
  expect(train).toEqual({
    userCount: 2,
    itemCount: 3,
    users: [0, 0, 1],
    items: [0, 1, 2],
    strengths: [1, 1, 1],
  })
  expect(heldOut).toEqual({ userCount: 2, itemCount: 3, users: [1], items: [0], strengths: [1] })
  const [[popularity] = []] = await evaluate({ ratings: lists, protocol: 'files', seeds: [1], atLeast: 0 })
  // User 1 has item 12 and is to find 10, which is the first of two by its index.
  expect(popularity?.at[10]).toEqual({ precision: 0.1, recall: 1, ndcg: 1, map: 1 })
})

test('a list to choose by is learnt from after that, and left out of the ranking', async () => {
  const lists = join(folder, 'three')
  mkdirSync(lists)
  writeFileSync(join(lists, 'train.txt'), '0 10 11\n1 12\n')
  writeFileSync(join(lists, 'valid.txt'), '1 10\n')
  writeFileSync(join(lists, 'test.txt'), '1 10 11\n')
  const { validation, test: heldOut } = await readLists(lists)
  // Item 10 is known of user 1 by then, so that only 11 can be found.
  expect([validation?.users, validation?.items, heldOut.users, heldOut.items]).toEqual([[1], [0], [1], [1]])
  const [[popularity] = []] = await evaluate({ ratings: lists, protocol: 'files', seeds: [1], atLeast: 0 })
  // Users 0 and 1 have item 10: it is no candidate, so that 11 stands first.
  expect(popularity?.at[10]).toMatchObject({ recall: 1, ndcg: 1 })
})

test('several seeds give the mean and the deviation of their figures', async () => {
  expect(meanFigures([{ ndcg: 0.1 }, { ndcg: 0.2 }, { ndcg: 0.6 }])).toEqual({
    ndcg: { mean: expect.closeTo(0.3, 9), deviation: expect.closeTo(Math.sqrt((0.04 + 0.01 + 0.09) / 2), 9) },
  })
  expect(meanFigures([{ ndcg: 0.1 }])).toEqual({ ndcg: { mean: 0.1, deviation: 0 } })
})

test('a folder needs the protocol for folders, and the other way round', async () => {
  const ratings = written('some.csv', formats['ratings.csv'])
  await expect(evaluate({ ratings, protocol: 'files', seeds: [1], atLeast: 0 })).rejects.toThrow(
    'expected a folder',
  )
  await expect(evaluate({ ratings: folder, protocol: 'ms-75-25', seeds: [1], atLeast: 0 })).rejects.toThrow(
    'expected a file',
  )
})

test('times are needed by the temporal protocol alone', async () => {
  const ratings = written('timeless.csv', 'userId,movieId,rating\n1,1,5\n1,2,5\n2,1,5\n2,3,4\n')
  await expect(evaluate({ ratings, protocol: 'temporal', seeds: [1], atLeast: 0 })).rejects.toThrow(
    'expected times',
  )
  const [compared = []] = await evaluate({ ratings, protocol: 'random-80-20', seeds: [1], atLeast: 0 })
  expect(compared.map(({ name }) => name)).toEqual(['popularity', 'item-knn', 'ease'])
  for (const one of compared)
    expect(Object.keys(figuresOf(one))).toEqual([
      ...[10, 20].flatMap((k) => ['precision', 'recall', 'ndcg', 'map'].map((name) => `${name}@${k}`)),
      'coverage@10',
      'novelty@10',
      'users',
      'train_seconds',
    ])
})
