import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword } from './password.ts'

test('the string holds its parameters, a salt of its own, and scrypt’s hash of the password', async () => {
  const cost = { ln: 4, r: 8, p: 1 }
  const [first, second] = await Promise.all([
    hashPassword('open sesame', cost),
    hashPassword('open sesame', cost),
  ])
  expect(first).not.toBe(second)
  const [, name, parameters, salt = '', hash] = first.split('$')
  expect([name, parameters]).toEqual(['scrypt', 'ln=4,r=8,p=1'])
  const expected = scryptSync('open sesame', Buffer.from(salt, 'base64'), 32, { N: 16, r: 8, p: 1 })
  expect(hash).toBe(expected.toString('base64').replaceAll('=', ''))
})
