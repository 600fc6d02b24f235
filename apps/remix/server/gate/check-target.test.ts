import { expect, test } from 'vitest'
import { createTargetCheck } from './check-target.ts'

const ask = (host: string, forwarded?: string) => ({
  method: 'GET',
  url: '/',
  headers: { host, ...(forwarded === undefined ? {} : { 'x-forwarded-host': forwarded }) },
})

test('a host that was answered lets no other pass, and one that was refused stays refused', () => {
  const check = createTargetCheck('open', { TRUST_PROXY: 1 })
  const status = (host: string, forwarded?: string) => {
    const [first, again] = [check(ask(host, forwarded))?.status, check(ask(host, forwarded))?.status]
    expect(again).toBe(first)
    return first
  }
  for (let round = 0; round < 2; round++) {
    expect(status('localhost:3000')).toBeUndefined()
    expect(status('rebound.example')).toBe(403)
    expect(status('127.0.0.1:3000')).toBeUndefined()
    expect(status('local host')).toBe(400)
    expect(status('127.0.0.1:3000', 'rebound.example')).toBe(403)
    expect(status('127.0.0.1:3000', 'localhost')).toBeUndefined()
    expect(status('127.0.0.1:3000', 'a/b')).toBe(400)
  }
})

test('a known host does not stand for a known method and path', () => {
  const check = createTargetCheck('open', { TRUST_PROXY: 0 })
  expect(check(ask('localhost'))).toBeUndefined()
  expect(check({ ...ask('localhost'), method: 'TRACE' })?.status).toBe(405)
  expect(check({ ...ask('localhost'), url: 'http://localhost/' })?.status).toBe(400)
})

test('behind no proxy a forwarded host is nobody’s word', () => {
  const check = createTargetCheck('open', { TRUST_PROXY: 0 })
  const request = ask('localhost', 'rebound.example')
  expect(check(request)).toBeUndefined()
  expect(request.headers).not.toHaveProperty('x-forwarded-host')
})

test('with credentials any name is answered, but no malformed one, nor none', () => {
  const check = createTargetCheck('credentials', { TRUST_PROXY: 1 })
  expect(check(ask('streaming.example'))).toBeUndefined()
  expect(check(ask('streaming example'))?.status).toBe(400)
  expect(check(ask('streaming.example', 'a.example, b.example'))?.status).toBe(400)
  expect(check({ method: 'GET', url: '/', headers: {} })?.status).toBe(400)
})
