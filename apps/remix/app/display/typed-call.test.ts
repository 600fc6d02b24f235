import { expect, test } from 'vitest'
import { typedCall } from './typed-call.ts'

test('a typed call has its input as one would write it', () => {
  expect(typedCall('analytics.topContent', { genre: 'Drama', limit: 5, fill: true })).toBe(
    "await client.analytics.topContent.query({ genre: 'Drama', limit: 5, fill: true })",
  )
  expect(typedCall('analytics.subscriptions', {})).toBe('await client.analytics.subscriptions.query()')
  expect(typedCall('analytics.topContent', { genre: "Rock 'n' Roll \\" })).toBe(
    "await client.analytics.topContent.query({ genre: 'Rock \\'n\\' Roll \\\\' })",
  )
})
