import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fileName, readDataset, tableNames } from '../dataset/dataset.ts'
import { createMockData } from './mock-data.ts'

const folder = new URL('../../../../mock_data/', import.meta.url)
const data = createMockData()

test('mock_data/ is what the generator writes (npm run seed -- --write-mock mock_data)', () => {
  for (const table of tableNames) {
    expect(JSON.parse(readFileSync(new URL(fileName(table), folder), 'utf8'))).toEqual({
      [table]: data[table],
    })
  }
})

test('the mock data is a data set that loads', () => {
  const { dataset } = readDataset(folder.pathname)
  expect(tableNames.map((table) => dataset[table].length)).toEqual([4, 100, 100, 100, 100, 100])
})

test('there are 15 genres, both content types, years from 1980 to 2024 and ratings from 1 to 10', () => {
  expect(new Set(data.content.map(({ genre }) => genre)).size).toBe(15)
  expect(new Set(data.content.map(({ content_type }) => content_type))).toEqual(new Set(['Film', 'Series']))
  for (const { release_year, rating } of data.content) {
    expect(release_year).toBeGreaterThanOrEqual(1980)
    expect(release_year).toBeLessThanOrEqual(2024)
    expect(rating).toBeGreaterThanOrEqual(1)
    expect(rating).toBeLessThanOrEqual(10)
  }
})

test('everything happens between August and November 2024, and users pay the price of their plan', () => {
  for (const { watched_on } of data.watchhistory) expect(watched_on).toMatch(/^2024-(08|09|10|11)-/)
  for (const { payment_date, user_id, amount } of data.paymenthistory) {
    expect(payment_date).toMatch(/^2024-(08|09|10|11)-/)
    expect(amount).toBe(data.subscriptions[(data.users[user_id - 1]?.subscription_id ?? 0) - 1]?.price)
  }
})

test('no user reviews a title twice, no two share an e-mail, and addresses are of the domain for examples', () => {
  expect(new Set(data.reviews.map(({ user_id, content_id }) => `${user_id} ${content_id}`)).size).toBe(100)
  expect(new Set(data.users.map(({ email }) => email)).size).toBe(100)
  for (const { email } of data.users) expect(email).toMatch(/^[a-z.]+@example\.com$/)
})
