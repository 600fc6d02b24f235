import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDataset } from './dataset.ts'
import { writeFiles } from './testing.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streaming-dataset-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = () => readDataset(folder)

test('a row without fault is read as it is, references being positions', () => {
  writeFiles(folder)
  expect(read().dataset.watchhistory).toEqual([
    {
      user_id: 1,
      content_id: 2,
      subscription_id: null,
      watched_on: '2024-09-22T07:53:29.000Z',
      progress: 80.5,
    },
  ])
})

test('a title may have a length and a day of release, and a watch or payment the plan it was made on', () => {
  const title = { title: 'T', genre: 'Drama', release_year: 2020, content_type: 'Film', rating: 5 }
  const watch = { user_id: 1, content_id: 1, watched_on: '2024-09-22', progress: 1 }
  const payment = { user_id: 1, amount: 1, payment_date: '2024-09-22', method: 'PayPal' }
  writeFiles(folder, {
    content: [title, { ...title, runtime_minutes: 106, released_on: '2020-02-29' }],
    watchhistory: [{ ...watch, subscription_id: 1 }],
    paymenthistory: [payment, { ...payment, subscription_id: 1 }],
  })
  const { content, watchhistory, paymenthistory } = read().dataset
  expect(content.map(({ runtime_minutes, released_on }) => [runtime_minutes, released_on])).toEqual([
    [null, null],
    [106, '2020-02-29'],
  ])
  expect([...watchhistory, ...paymenthistory].map(({ subscription_id }) => subscription_id)).toEqual([
    1,
    null,
    1,
  ])
  writeFiles(folder, {
    content: [title, { ...title, runtime_minutes: 0, released_on: '2021-02-29' }],
    watchhistory: [{ ...watch, subscription_id: 2 }],
  })
  expect(read).toThrow('runtime_minutes: expected 1 to 1440 minutes, got 0')
  expect(read).toThrow('released_on: expected a day such as 2024-09-22, got "2021-02-29"')
  writeFiles(folder, { watchhistory: [{ ...watch, subscription_id: 2 }] })
  expect(read).toThrow('subscription_id 2 is not a row of subscriptions_mock_data.json, which has 1')
})

test('a file that is not UTF-8 is refused with its line and byte', () => {
  writeFiles(folder)
  const file = join(folder, 'users_mock_data.json')
  const text =
    '{ "users": [\n  { "name": "Zoë", "email": "z@example.com", "password": "x", "subscription_id": 1 }\n] }'
  writeFileSync(file, Buffer.from(text, 'latin1'))
  expect(read).toThrow(
    'users_mock_data.json, line 2: expected UTF-8, got the byte 0xEB. Save the file as UTF-8.',
  )
  writeFileSync(file, `\uFEFF${text}`)
  expect(read().dataset.users.map(({ name }) => name)).toEqual(['Zoë'])
})

test.each([
  ['Line one\nLine two', 'title: expected text without control characters'],
  ['\u200b\u2060', 'title: expected text with a character that can be seen'],
  ['\u202egnol', 'title: expected text without characters that turn the direction of text'],
])('a title %j is refused', (title, message) => {
  writeFiles(folder, {
    content: [{ title, genre: 'Drama', release_year: 2020, content_type: 'Film', rating: 5 }],
  })
  expect(read).toThrow(message)
})

test('plans whose names differ in case alone are refused, since people filter by them in any case', () => {
  const plan = { price: 5, features: '' }
  writeFiles(folder, {
    subscriptions: [
      { ...plan, name: 'Basic' },
      { ...plan, name: 'basic' },
    ],
  })
  expect(read).toThrow('row 2: name "basic" is already in row 1')
})

test('a genre, type or method has one spelling, that of its first row', () => {
  const title = { title: 'T', genre: 'Drama', release_year: 2020, content_type: 'Film', rating: 5 }
  writeFiles(folder, { content: [title, { ...title, genre: 'drama', content_type: 'FILM' }] })
  const { dataset, respelled } = read()
  expect(dataset.content.map(({ genre, content_type }) => [genre, content_type])).toEqual([
    ['Drama', 'Film'],
    ['Drama', 'Film'],
  ])
  expect(respelled).toEqual(['genre "drama" is written "Drama"', 'content_type "FILM" is written "Film"'])
})

test('instants without a zone are UTC, with one they are converted', () => {
  const at = (watched_on: string) => ({ user_id: 1, content_id: 1, watched_on, progress: 1 })
  writeFiles(folder, {
    watchhistory: ['2024-09-22 07:53:29', '2024-09-22T07:53', '2024-09-22', '2024-09-22T01:30:00+02:00'].map(
      at,
    ),
  })
  expect(read().dataset.watchhistory.map(({ watched_on }) => watched_on)).toEqual([
    '2024-09-22T07:53:29.000Z',
    '2024-09-22T07:53:00.000Z',
    '2024-09-22T00:00:00.000Z',
    '2024-09-21T23:30:00.000Z',
  ])
})

test('e-mail addresses are lower-cased, and a column that no table has is named', () => {
  writeFiles(folder, {
    users: [{ name: 'Ada', email: 'Ada@Example.com', password: 'x', subscription_id: 1, shoe: 42 }],
  })
  const { dataset, unused } = read()
  expect(dataset.users[0]?.email).toBe('ada@example.com')
  expect(unused).toEqual(['users_mock_data.json: shoe'])
})

const user = { name: 'Ada', email: 'ada@example.com', password: 'x', subscription_id: 1 }
const watch = { user_id: 1, content_id: 1, watched_on: '2024-09-22', progress: 1 }
const payment = { user_id: 1, amount: 9.99, payment_date: '2024-09-01', method: 'PayPal' }

test.each([
  [
    'progress beyond 100',
    { watchhistory: [watch, { ...watch, progress: 140 }] },
    'watchhistory_mock_data.json, row 2: progress: expected 0 to 100, got 140',
  ],
  [
    'a missing field',
    { users: [{ name: 'Ada', email: 'a@b.c', password: 'x' }] },
    'users_mock_data.json, row 1: subscription_id is missing',
  ],
  [
    'an unknown reference',
    { users: [{ ...user, subscription_id: 3 }] },
    'users_mock_data.json, row 1: subscription_id 3 is not a row of subscriptions_mock_data.json, which has 1',
  ],
  [
    'a duplicate e-mail, whatever its case',
    { users: [user, { ...user, email: 'ADA@example.com' }] },
    'users_mock_data.json, row 2: email "ada@example.com" is already in row 1',
  ],
  [
    'a day that does not exist',
    { watchhistory: [{ ...watch, watched_on: '2024-02-30' }] },
    'row 1: watched_on: expected an instant such as 2024-09-22T07:53:29Z, got "2024-02-30"',
  ],
  [
    'a negative amount',
    { paymenthistory: [{ ...payment, amount: -1 }] },
    'paymenthistory_mock_data.json, row 1: amount: expected an amount in USD, not negative',
  ],
  [
    'a tenth of a cent',
    { paymenthistory: [{ ...payment, amount: 9.999 }] },
    'amount: expected an amount in USD',
  ],
  ['a row that is no object', { users: ['Ada'] }, 'users_mock_data.json, row 1: '],
])('%s is told with file, row and reason', (_fault, files, message) => {
  writeFiles(folder, files)
  expect(read).toThrow(message)
})

test('a password is never repeated in a message', () => {
  writeFiles(folder, { users: [{ ...user, password: `secret${'!'.repeat(300)}` }] })
  expect(read).toThrow('row 1: password: expected at most 200 characters')
  expect(read).not.toThrow('secret')
})

test('nor by what JSON has to say of a file that is not', () => {
  writeFiles(folder)
  writeFileSync(join(folder, 'users_mock_data.json'), '{"users": [{"password": hunter2}]}')
  expect(read).toThrow('users_mock_data.json: not JSON: ')
  expect(read).not.toThrow('hunter2')
})

test('ten faults are shown and the rest counted', () => {
  writeFiles(folder, { watchhistory: Array.from({ length: 13 }, () => ({ ...watch, progress: -1 })) })
  expect(read).toThrow('row 10: progress: expected 0 to 100, got -1\n… and 3 more')
})

test('a file that is not JSON, not of the form, or not there is named', () => {
  writeFiles(folder)
  writeFileSync(join(folder, 'content_mock_data.json'), '{ "content": [')
  expect(read).toThrow('content_mock_data.json: not JSON: ')
  writeFileSync(join(folder, 'content_mock_data.json'), '[]')
  expect(read).toThrow('content_mock_data.json: expected { "content": [ … ] }')
  rmSync(join(folder, 'content_mock_data.json'))
  expect(read).toThrow('content_mock_data.json cannot be read: ENOENT')
  expect(() => readDataset(join(folder, 'nowhere'))).toThrow('There is no folder')
})
