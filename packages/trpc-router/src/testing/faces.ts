import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Database } from '@streaming/db'
import { makeWorld, type World } from '@streaming/db/testing'
import { createClient } from '../client.ts'
import { pathParameters, type Route } from '../http/routes.ts'
import type { Log } from '../procedure/context.ts'
import { type Actor, createService, visitor } from '../server.ts'

/** The router's three faces over real HTTP, for tests that compare them. */

/** An operator who may do everything. */
export const admin: Actor = { role: 'admin', id: 'operator:1', name: 'Ada Admin', user_id: null }

/** The first user of the sample world. */
const member: Actor = { role: 'member', id: 'user:1', name: 'User 1', user_id: '1' }

/** A small service in which every sample input below finds what it names. */
export function sampleWorld(): World {
  return makeWorld({
    subscriptions: [{ name: 'Basic' }, { name: 'Premium', price: '14.99' }, { name: 'Unused' }],
    users: [{}, { subscription_id: 2 }, {}],
    content: [{ genre: 'Drama' }, { genre: 'Comedy' }, { title: 'Unseen' }],
    watchhistory: [
      {},
      { content_id: 2, watched_on: '2024-08-03T10:00:00.000Z' },
      { user_id: 2, progress: 100 },
    ],
    reviews: [{}, { user_id: 2, rating: 9 }],
    paymenthistory: [{}, { payment_date: '2024-08-01T00:00:00.000Z' }, { user_id: 2, amount: '14.99' }],
  })
}

const at = '2024-09-22T07:53:29.000Z'

/** An input of each procedure that succeeds in the sample world. A procedure without one takes none. */
export const sampleInputs: Record<string, Record<string, unknown>> = {
  'analytics.topContent': { genre: 'drama', limit: 3 },
  'analytics.popularContentOverTime': { month: 'Sep', limit: 3 },
  'analytics.revenueTrends': { granularity: 'week', fill: true },
  'analytics.userStats': { user_id: '1', limit: 2 },
  'analytics.paymentsTrend': { start_date: '2024-01-01', fill: true },
  'analytics.watchHistoryGenre': { content_type: 'film' },
  'analytics.popularContentTrend': { limit: 1 },
  'analytics.paymentMethodDistribution': { plan: 'basic' },
  'analytics.monthlySummary': { months: 2 },
  'analytics.recurringRevenue': { plan: 'basic', fill: true },
  'analytics.mrrMovements': { start_date: '2024-08-01', fill: true },
  'analytics.mrrForecast': { months: 2 },
  'analytics.lifetimeValue': { plan: 'basic' },
  'analytics.failedCharges': { granularity: 'week', fill: true },
  'analytics.refunds': { granularity: 'day' },
  'analytics.trialConversion': { granularity: 'month' },
  'analytics.customerMovements': { plan: 'premium' },
  'analytics.customersByPlan': { start_date: '2024-08-01' },
  'analytics.customerChurn': { preset: 'stripe' },
  'analytics.cohortRetention': { start_date: '2024-08-01' },
  'analytics.customerSurvival': { end_date: '2024-12-31' },
  'analytics.viewingTrend': { granularity: 'week', genre: 'drama', fill: true },
  'analytics.viewingHours': { zone: 'Europe/Berlin' },
  'analytics.concurrentViewers': { start_date: '2024-01-01', fill: true },
  'analytics.activeUsers': { granularity: 'day' },
  'analytics.hoursPerUser': { month: '2024-09' },
  'analytics.usersAtRisk': { month: '2024-09', plan: 'basic', limit: 5 },
  'analytics.titleRanking': {
    measure: 'views',
    order: 'gained',
    compare: 'previous',
    start_date: '2024-09-01',
    end_date: '2024-09-30',
  },
  'analytics.catalogueHealth': { genre: 'drama' },
  'analytics.genreSupply': { start_date: '2024-08-01' },
  'analytics.releaseDecay': { weeks: 4 },
  'analytics.titleCompletion': { content_id: '1' },
  'analytics.titleRatings': { content_id: '1' },
  'analytics.titleGenres': { content_id: '1' },
  'analytics.titlePlans': { content_id: '1' },
  'analytics.userMonths': { user_id: '1' },
  'analytics.userTaste': { user_id: '1' },
  'analytics.alerts': { days: 30 },
  'plans.list': { sort: 'user_count', order: 'desc', limit: 2 },
  'plans.get': { subscription_id: '1' },
  'plans.create': { name: 'Family', price: 19.99, features: 'HD, five profiles' },
  'plans.update': { subscription_id: '1', price: 5.5 },
  'plans.delete': { subscription_id: '3' },
  'users.list': { limit: 2, search: 'user', plan: 'basic' },
  'users.get': { user_id: '1' },
  'users.create': {
    name: 'Nia New',
    email: 'Nia@Example.com',
    password: 'three calm otters',
    subscription_id: '2',
  },
  'users.update': { user_id: '1', name: 'Una User' },
  'users.changePlan': { user_id: '1', subscription_id: '2' },
  'users.changePassword': { user_id: '1', password: 'three calm otters' },
  'users.delete': { user_id: '3' },
  'content.list': { search: 'title', genre: 'drama' },
  'content.get': { content_id: '1' },
  'recommendations.forUser': { user_id: '1', limit: 2 },
  'recommendations.similar': { content_id: '1', limit: 2 },
  'content.create': {
    title: 'New Rooms',
    genre: 'Drama',
    release_year: 2024,
    content_type: 'Film',
    rating: 7.5,
    idempotency_key: 'k1',
  },
  'content.update': { content_id: '1', rating: 9.9 },
  'content.delete': { content_id: '3' },
  'watchHistory.list': { user_id: '1', start_date: '2024-08-01', limit: 1 },
  'watchHistory.get': { user_id: '1', watch_id: '1' },
  'watchHistory.create': { user_id: '1', content_id: '2', progress: 33.33, watched_on: at },
  'watchHistory.createBatch': {
    items: [
      { user_id: '1', content_id: '2', progress: 12, watched_on: at },
      { user_id: '1', content_id: '1', progress: 100, watched_on: '2024-09-22T09:53:29+01:00' },
    ],
  },
  'watchHistory.update': { user_id: '1', watch_id: '1', progress: 99.5 },
  'watchHistory.delete': { user_id: '1', watch_id: '1' },
  'reviews.list': { user_id: '1', search: 'title' },
  'reviews.get': { content_id: '1', user_id: '1' },
  'reviews.create': { content_id: '2', user_id: '1', rating: 7, review_text: 'Fine.' },
  'reviews.update': { content_id: '1', user_id: '1', review_text: 'Better than fine.' },
  'reviews.delete': { content_id: '1', user_id: '1' },
  'payments.list': { user_id: '1', status: 'succeeded', limit: 1 },
  'payments.get': { user_id: '1', payment_id: '1' },
  'payments.create': {
    user_id: '1',
    amount: 9.99,
    method: 'PayPal',
    payment_date: at,
    idempotency_key: 'k2',
  },
  'payments.update': { user_id: '1', payment_id: '1', method: 'Credit Card' },
  'payments.refund': { user_id: '1', payment_id: '1', amount: 4.5, idempotency_key: 'k3' },
  'payments.delete': { user_id: '1', payment_id: '1' },
  'events.record': {
    items: [
      {
        kind: 'user_joined',
        event_id: 'e1',
        at,
        email: 'nia@example.com',
        name: 'Nia New',
        subscription_id: '1',
      },
      { kind: 'play_started', event_id: 'e2', at, email: 'nia@example.com', content_id: '1' },
      { kind: 'play_ended', event_id: 'e3', at, play_id: 'e2', progress: 80 },
    ],
  },
  'apiKeys.create': { name: 'export', role: 'member', user_id: '1' },
  'apiKeys.get': { api_key_id: '1' },
  'apiKeys.revoke': { api_key_id: '1' },
  'operators.create': { name: 'Jonas Brandt', email: 'jonas@example.com', role: 'analyst' },
  'operators.get': { operator_id: '1' },
  'operators.resetPassword': { operator_id: '1' },
  'operators.delete': { operator_id: '1' },
  'auditTrail.get': { audit_id: '1' },
}

/** What of an answer differs each time it is made, beside ids that the database gives, which are long. */
const volatile = new Set(['created_at', 'as_of', 'key', 'password', 'recorded_at', 'audit_id', 'revoked_at'])

export function withoutVolatile(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (name, value: unknown) =>
      volatile.has(name) && value !== null ? '…' : value,
    ).replace(/\d{16,}/g, '…'),
  )
}

/** A request of the REST face: a read's input in the query, a write's in the body. */
export function restRequest(
  route: Pick<Route, 'method' | 'path'>,
  input: Record<string, unknown>,
): { path: string; init: RequestInit } {
  const names = pathParameters(route.path)
  const path = names.reduce(
    (text, name) => text.replace(`{${name}}`, encodeURIComponent(String(input[name]))),
    route.path,
  )
  const others = Object.entries(input).filter(([name]) => !names.includes(name))
  if (route.method === 'GET') {
    const query = new URLSearchParams(others.map(([name, value]) => [name, String(value)]))
    return { path: query.size === 0 ? path : `${path}?${query}`, init: {} }
  }
  if (others.length === 0) return { path, init: { method: route.method } }
  return {
    path,
    init: {
      method: route.method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(others)),
    },
  }
}

/** Calls a procedure of a caller (`last` empty) or of a client (`query` or `mutate`) by its dotted name. */
export function call(target: unknown, procedure: string, last: string[], input: unknown): Promise<unknown> {
  const found = [...procedure.split('.'), ...last].reduce<unknown>(
    (at, name) => Reflect.get(Object(at), name),
    target,
  )
  if (typeof found !== 'function') throw new TypeError(`${procedure} is not there`)
  return Reflect.apply(found, undefined, [input])
}

/** REST and tRPC of a database on a free port of loopback, for a member or the admin if a request says so, else for a visitor. */
export async function openFaces(database: Database, log: Log) {
  const service = createService(database, 'open', log)
  const server: Server = createServer(async (request, response) => {
    const { authorization } = request.headers
    const actor = authorization === undefined ? visitor : authorization === 'Bearer member' ? member : admin
    const requester = { request_id: 'test-request', actor }
    if (request.url?.startsWith('/trpc')) await service.trpc(request, response, requester)
    else await service.rest(request, response, requester)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server's address is never a string
  return {
    origin,
    client: createClient(origin, { key: 'test' }),
    fetch(path: string, init: RequestInit = {}) {
      return fetch(origin + path, { ...init, headers: { authorization: 'Bearer test', ...init.headers } })
    },
    close: () => server.close(),
  }
}
