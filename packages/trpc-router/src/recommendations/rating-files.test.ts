import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { evaluate, figuresOf } from './evaluate.ts'
import { readLists, readRatings } from './rating-files.ts'

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

test.each(Object.entries(formats))('%s is read as published', (name, text) => {
  expect(readRatings(written(name, text), 0)).toEqual({
    userCount: 2,
    itemCount: 3,
    users: [0, 0, 1, 1],
    items: [0, 1, 0, 2],
    strengths: [1, 0.5, 0.25, 0.75],
    times: [100_000, 200_000, 300_000, 400_000],
  })
})

test('columns are found by their names, and the last of two ratings counts', () => {
  const text = 'rating,movieId,userId\n5,50,7\n1,51,7\n2,50,7\n'
  expect(readRatings(written('turned.csv', text), 0)).toMatchObject({
    users: [0, 0],
    items: [0, 1],
    strengths: [1, 0.5],
    times: undefined,
  })
})

test('ratings below a least one are left out', () => {
  expect(readRatings(written('few.csv', formats['ratings.csv']), 3).items).toEqual([0, 1])
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
    'words.csv, line 2: expected user, item, rating above 0',
  ],
  ['zero.csv', 'userId,movieId,rating\n7,50,0\n', 'zero.csv, line 2: expected user, item, rating above 0'],
  [
    'bare.inter',
    'user_id:token\titem_id:token\ttimestamp:float\n1\t2\t3\n',
    'bare.inter, line 1: expected a column rating, got',
  ],
  ['empty.csv', 'userId,movieId,rating,timestamp\n', 'no rating of at least 0 in it'],
  ['x.xlsx', '', '--ratings: expected u.data, or a file that ends with .dat, .csv or .inter'],
])('%s is refused in words', (name, text, message) => {
  expect(() => readRatings(written(name, text), 0)).toThrow(message)
})

test('a file that is not there is named', () => {
  expect(() => readRatings(join(folder, 'none.csv'), 0)).toThrow('none.csv cannot be read')
})

test('lists are read by user, train and test with the same places', () => {
  const lists = join(folder, 'lists')
  mkdirSync(lists)
  writeFileSync(join(lists, 'train.txt'), '0 10 11\n1 12\n')
  writeFileSync(join(lists, 'test.txt'), '1 10 12\n')
  const { train, test: heldOut } = readLists(lists)
  expect(train).toEqual({
    userCount: 2,
    itemCount: 3,
    users: [0, 0, 1],
    items: [0, 1, 2],
    strengths: [1, 1, 1],
  })
  expect(heldOut).toEqual({ userCount: 2, itemCount: 3, users: [1], items: [0], strengths: [1] })
  const [popularity] = evaluate({ ratings: lists, protocol: 'files', seed: 1, atLeast: 0 })
  // User 1 has item 12 and is to find 10, which is the first of two by its index.
  expect(popularity?.at[10]).toEqual({ precision: 0.1, recall: 1, ndcg: 1, map: 1 })
})

test('a folder needs the protocol for folders, and the other way round', () => {
  const ratings = written('some.csv', formats['ratings.csv'])
  expect(() => evaluate({ ratings, protocol: 'files', seed: 1, atLeast: 0 })).toThrow('expected a folder')
  expect(() => evaluate({ ratings: folder, protocol: 'ms-75-25', seed: 1, atLeast: 0 })).toThrow(
    'expected a file',
  )
})

test('times are needed by the temporal protocol alone', () => {
  const ratings = written('timeless.csv', 'userId,movieId,rating\n1,1,5\n1,2,5\n2,1,5\n2,3,4\n')
  expect(() => evaluate({ ratings, protocol: 'temporal', seed: 1, atLeast: 0 })).toThrow('expected times')
  const compared = evaluate({ ratings, protocol: 'random-80-20', seed: 1, atLeast: 0 })
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
