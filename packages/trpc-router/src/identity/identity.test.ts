import { emptyTables, insertWorld, openTestDatabase } from '@streaming/db/testing'
import { TRPCError } from '@trpc/server'
import { beforeEach, expect, test } from 'vitest'
import { commandLine, visitor } from '../procedure/actor.ts'
import { createApiKey, revokeApiKey } from '../resources/api-key-rules.ts'
import { sampleWorld } from '../testing/faces.ts'
import { admin, callerOf } from '../testing/index.ts'
import { identify } from './identify.ts'
import {
  createFirstAdmin,
  createOperator,
  deleteOperator,
  listOperators,
  resetPassword,
} from './operators.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { createSession, endSession } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import { hashToken } from './token.ts'

/** Credentials: made, recognised, ended. */

const database = await openTestDatabase()
const writer = { database, actor: commandLine, request_id: 'test' }
const address = '192.0.2.1'
const cheap = { ln: 4, r: 8, p: 1 }

beforeEach(async () => {
  await emptyTables(database)
  await insertWorld(database, sampleWorld())
})

test('the right password fits its hash, any other and any other format does not', async () => {
  const hash = await hashPassword('open sesame', cheap)
  expect(await verifyPassword('open sesame', hash)).toBe(true)
  expect(await verifyPassword('open sesam', hash)).toBe(false)
  expect(await verifyPassword('', hash)).toBe(false)
  for (const other of [undefined, '', '$test', 'open sesame', `${hash}x`, '$scrypt$ln=4,r=8,p=1$$'])
    expect(await verifyPassword('open sesame', other)).toBe(false)
})

test('the same letters written otherwise in Unicode are the same password', async () => {
  expect(await verifyPassword('caf\u00e9', await hashPassword('cafe\u0301', cheap))).toBe(true)
})

test('an operator signs in and is recognised until the session ends', async () => {
  const { email, password, operator_id } = await createOperator(writer, {
    name: 'Ann',
    email: 'ann@example.com',
    role: 'analyst',
  })
  const outcome = await createSignIn(database).attempt({ email, password, address })
  if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
  expect(await identify(database, { session: outcome.token })).toEqual({
    role: 'analyst',
    id: `operator:${operator_id}`,
    name: 'Ann',
    user_id: null,
  })
  await endSession(database, outcome.token)
  expect(await identify(database, { session: outcome.token })).toEqual(visitor)
})

test('a subscriber signs in as a member; a change of password ends the session', async () => {
  const caller = callerOf(database, admin)
  await caller.users.changePassword({ user_id: '2', password: 'three calm otters' })
  const outcome = await createSignIn(database).attempt({
    email: 'user2@example.com',
    password: 'three calm otters',
    address,
  })
  if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
  const member = await identify(database, { session: outcome.token })
  expect(member).toEqual({ role: 'member', id: 'user:2', name: 'User 2', user_id: '2' })
  const own = callerOf(database, member).users
  await expect(own.changePassword({ user_id: '2', password: 'four calm otters' })).rejects.toThrow(
    'current_password: expected the current password, it is missing',
  )
  await expect(
    own.changePassword({ user_id: '2', password: 'four calm otters', current_password: 'no' }),
  ).rejects.toThrow('current_password: that is not the current password')
  await own.changePassword({
    user_id: '2',
    password: 'four calm otters',
    current_password: 'three calm otters',
  })
  expect(await identify(database, { session: outcome.token })).toEqual(visitor)
})

test('every sign-in has a token of its own, and the database only its hash', async () => {
  const tokens = await Promise.all([1, 2].map(() => createSession(database, { user_id: '1' }, '$test')))
  expect(new Set(tokens).size).toBe(2)
  const { rows } = await database.execute('SELECT token_hash FROM sessions')
  expect(rows.map(({ token_hash }) => token_hash).sort()).toEqual(
    tokens.map((token = '') => hashToken(token)).sort(),
  )
})

test('a session that expired is nobody’s', async () => {
  const token = await createSession(database, { user_id: '1' }, '$test')
  await database.execute(
    `/* every row: all grow old */ UPDATE sessions SET expires_at = now() - INTERVAL '1 second'`,
  )
  expect(await identify(database, { session: token })).toEqual(visitor)
})

test('a password that changed while it was verified signs nobody in', async () => {
  expect(await createSession(database, { user_id: '1' }, '$other')).toBeUndefined()
  expect((await database.execute('SELECT token_hash FROM sessions')).rows).toEqual([])
})

test('a member who guesses the current password waits after five failures, in one request or many', async () => {
  const own = callerOf(database, { role: 'member', id: 'user:3', name: 'User 3', user_id: '3' }).users
  const guess = () =>
    own
      .changePassword({ user_id: '3', password: 'ten letters', current_password: 'guess' })
      .catch((error: unknown) => error)
  const outcomes = await Promise.all(Array.from({ length: 7 }, guess))
  const codes = outcomes.map((error) => (error instanceof TRPCError ? error.code : 'none')).sort()
  expect(codes).toEqual([...Array(5).fill('FORBIDDEN'), 'TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS'])
})

test('what is no address at all is refused like an unknown one', async () => {
  for (const email of ['', 'a\u0000b@example.com', 'x'.repeat(5_000), '\ud800@example.com'])
    expect(await createSignIn(database).attempt({ email, password: 'wrong', address })).toEqual({
      kind: 'refused',
    })
})

test('a wrong password and an unknown address are answered alike', async () => {
  const { email } = await createOperator(writer, { name: 'Ann', email: 'ann@example.com', role: 'admin' })
  const signIn = createSignIn(database)
  expect(await signIn.attempt({ email, password: 'wrong', address })).toEqual({ kind: 'refused' })
  expect(await signIn.attempt({ email: 'nobody@example.com', password: 'wrong', address })).toEqual({
    kind: 'refused',
  })
})

test('after five failures the right password waits too, but not from another address', async () => {
  const { email, password } = await createOperator(writer, {
    name: 'Ann',
    email: 'ann@example.com',
    role: 'admin',
  })
  const signIn = createSignIn(database)
  const tries = await Promise.all(
    Array.from({ length: 7 }, () => signIn.attempt({ email, password: 'wrong', address })),
  )
  expect(tries.filter(({ kind }) => kind === 'refused')).toHaveLength(5)
  const throttled = await signIn.attempt({ email, password, address })
  expect(throttled).toEqual({ kind: 'throttled', retry_after_seconds: expect.any(Number) })
  expect((await signIn.attempt({ email, password, address: '192.0.2.2' })).kind).toBe('signed_in')
})

test('failures count for all servers together, and neither e-mail nor address is stored', async () => {
  const { email, password } = await createOperator(writer, {
    name: 'Ann',
    email: 'ann@example.com',
    role: 'admin',
  })
  for (let time = 0; time < 5; time++)
    expect(await createSignIn(database).attempt({ email, password: 'wrong', address })).toEqual({
      kind: 'refused',
    })
  expect((await createSignIn(database).attempt({ email, password, address })).kind).toBe('throttled')
  const stored = JSON.stringify(
    (await database.execute('/* every column: no secret is in any */ SELECT * FROM attempts')).rows,
  )
  expect(stored).not.toContain('ann')
  expect(stored).not.toContain(address)
})

test('failures that no longer count are swept when somebody signs in', async () => {
  const { email, password } = await createOperator(writer, {
    name: 'Ann',
    email: 'ann@example.com',
    role: 'admin',
  })
  const signIn = createSignIn(database)
  await signIn.attempt({ email: 'nobody@example.com', password: 'wrong', address })
  await database.execute(
    "/* every row: all grow old */ UPDATE attempts SET expire = now() - INTERVAL '1 second'",
  )
  expect((await signIn.attempt({ email, password, address: '192.0.2.2' })).kind).toBe('signed_in')
  const { rows } = await database.execute('SELECT points FROM attempts')
  // Of the address and e-mail that signed in; the pair is forgotten.
  expect(rows).toEqual([{ points: 0 }, { points: 0 }])
})

test('signing in well does not use up tries', async () => {
  const { email, password } = await createOperator(writer, {
    name: 'Ann',
    email: 'ann@example.com',
    role: 'admin',
  })
  const signIn = createSignIn(database)
  for (let time = 0; time < 7; time++)
    expect((await signIn.attempt({ email, password, address })).kind).toBe('signed_in')
})

test('a key is recognised until it is revoked, and only its hash is kept', async () => {
  const { key, api_key_id } = await createApiKey(writer, { name: 'export', role: 'member', user_id: '2' })
  const authorization = `Bearer ${key}`
  expect(await identify(database, { authorization })).toEqual({
    role: 'member',
    id: `key:${api_key_id}`,
    name: 'export',
    user_id: '2',
  })
  const stored = JSON.stringify(
    (await database.execute('/* every column: no secret is in any */ SELECT * FROM api_keys')).rows,
  )
  expect(stored).not.toContain(key)
  expect(stored).toContain('last_used_at":"2')
  await revokeApiKey(writer, api_key_id)
  await expect(identify(database, { authorization })).rejects.toThrow(
    'Authorization: expected Bearer and an API key',
  )
})

test('a key decides over a session, also one that counts for nothing', async () => {
  const session = await createSession(database, { user_id: '1' }, '$test')
  for (const authorization of ['Bearer sds_none', 'Basic YTpi', 'Bearer', '', `Bearer ${session}`])
    await expect(identify(database, { authorization, session })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
})

test.each([
  [{ name: 'a', role: 'member' }, 'user_id: expected for the role member, and for no other'],
  [{ name: 'a', role: 'admin', user_id: '1' }, 'user_id: expected for the role member, and for no other'],
  [{ name: 'a', role: 'member', user_id: '99' }, 'user_id: there is no user 99'],
  [
    { name: 'a', role: 'admin', expires_at: '2020-01-01T00:00:00.000Z' },
    'expires_at: expected an instant to come',
  ],
] as const)('the key %j is refused: %s', async (fields, message) => {
  await expect(createApiKey(writer, fields)).rejects.toThrow(message)
})

test('a name in force is taken, one that is revoked is free', async () => {
  const { api_key_id } = await createApiKey(writer, { name: 'export', role: 'analyst' })
  await expect(createApiKey(writer, { name: 'export', role: 'analyst' })).rejects.toThrow(
    'is the name of a key in force',
  )
  await revokeApiKey(writer, api_key_id)
  expect((await createApiKey(writer, { name: 'export', role: 'analyst' })).name).toBe('export')
})

test('the first admin is made once, also when two servers start at the same moment', async () => {
  const made = await Promise.all([createFirstAdmin(writer), createFirstAdmin(writer)])
  expect(made.filter((admin) => admin !== undefined)).toHaveLength(1)
  expect(await createFirstAdmin(writer)).toBeUndefined()
  expect((await listOperators(database)).map(({ email, role }) => [email, role])).toEqual([
    ['admin@localhost', 'admin'],
  ])
})

test('a new password ends the sessions; the last admin stays', async () => {
  const { email, operator_id } = await createOperator(writer, {
    name: 'Ann',
    email: 'ann@example.com',
    role: 'admin',
  })
  const { rows } = await database.execute('SELECT password FROM operators')
  const token = await createSession(database, { operator_id }, rows[0].password)
  const { password } = await resetPassword(writer, { email })
  expect(await identify(database, { session: token })).toEqual(visitor)
  expect((await createSignIn(database).attempt({ email, password, address })).kind).toBe('signed_in')
  await expect(deleteOperator(writer, { email })).rejects.toThrow('email: ann@example.com is the last admin')
  const { operators } = callerOf(database, admin)
  await expect(operators.delete({ operator_id })).rejects.toThrow(
    'operator_id: ann@example.com is the last admin',
  )
  await operators.create({ name: 'Bea', email: 'bea@example.com', role: 'admin' })
  expect(await operators.delete({ operator_id })).toMatchObject({ email })
  expect((await operators.list({})).items.map(({ name }) => name)).toEqual(['Bea'])
})

test('an address belongs to one operator or one user', async () => {
  const taken = 'email: "user1@example.com" belongs to somebody else'
  await expect(
    createOperator(writer, { name: 'U', email: 'user1@example.com', role: 'admin' }),
  ).rejects.toThrow(taken)
  await createOperator(writer, { name: 'Ann', email: 'ann@example.com', role: 'admin' })
  await expect(
    callerOf(database, admin).users.update({ user_id: '1', email: 'ann@example.com' }),
  ).rejects.toThrow('email: "ann@example.com" belongs to somebody else')
})

test('no secret is in the audit trail', async () => {
  const { password } = await createOperator(writer, { name: 'Ann', email: 'ann@example.com', role: 'admin' })
  const { key } = await createApiKey(writer, { name: 'export', role: 'analyst' })
  const trail = JSON.stringify(
    (await database.execute('/* every column: no secret is in any */ SELECT * FROM audit_trail')).rows,
  )
  expect(trail).toContain('operators.create')
  for (const secret of [password, key, 'scrypt', hashToken(key)]) expect(trail).not.toContain(secret)
})
