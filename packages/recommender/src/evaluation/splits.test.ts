import { expect, test } from 'vitest'
import { groupedLog } from '../testing.ts'
import { trialOf } from './protocols.ts'
import { splitAtRandom, splitByTime, splitEachUser, splitUsers } from './splits.ts'

const log = groupedLog(200, 60, 11)
const sizesBy = (parts: Uint8Array) => {
  const sizes = Array.from({ length: log.userCount }, () => [0, 0, 0])
  for (const [at, part] of parts.entries()) {
    const ofUser = sizes[log.users[at] ?? 0] ?? []
    ofUser[part] = (ofUser[part] ?? 0) + 1
  }
  return sizes
}

test('of each user the shares go to their parts, rounded down, one at least', () => {
  for (const [first = 0, second = 0, third = 0] of sizesBy(splitEachUser(log, [0.1, 0.1], 5))) {
    const size = first + second + third
    const count = Math.max(1, Math.floor(size / 10))
    expect([second, third]).toEqual(size > 2 ? [count, count] : size === 2 ? [0, 1] : [0, 0])
  }
})

test('the same seed splits alike, another one does not', () => {
  expect(splitEachUser(log, [0.25], 5)).toEqual(splitEachUser(log, [0.25], 5))
  expect(splitEachUser(log, [0.25], 5)).not.toEqual(splitEachUser(log, [0.25], 6))
})

test('a share of all is held out, spread over users', () => {
  const parts = splitAtRandom(log, 0.2, 1)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.round(parts.length * 0.2))
  expect(sizesBy(parts).filter(([, heldOut = 0]) => heldOut > 0).length).toBeGreaterThan(100)
})

test('by time, the instant itself belongs to what comes after', () => {
  const parts = splitByTime({ ...log, times: log.times }, 500)
  for (const [at, part] of parts.entries()) expect(part).toBe(Number(log.times?.[at]) >= 500 ? 1 : 0)
  expect(() => splitByTime({ ...log, times: undefined }, 500)).toThrow('no times')
})

test('a share of the users is held out whole', () => {
  const sizes = sizesBy(splitUsers(log, 0.2, 3))
  expect(sizes.filter(([train = 0, heldOut = 0]) => train > 0 && heldOut > 0)).toEqual([])
  expect(sizes.filter(([, heldOut = 0]) => heldOut > 0).length).toBeLessThanOrEqual(40)
})

test('no protocol tells the model what it is to find', () => {
  for (const protocol of ['ms-75-25', 'random-80-20', 'recbole-8-1-1', 'temporal', 'strong'] as const) {
    const { fit, known, test: heldOut, validation } = trialOf(log, protocol, { seed: 2 })
    const pairs = (matrix: typeof fit) =>
      [...Array(matrix.userCount).keys()].flatMap((user) =>
        [...matrix.items.subarray(matrix.starts[user], matrix.starts[user + 1])].map(
          (item) => `${user} ${item}`,
        ),
      )
    const told = new Set([...pairs(fit), ...pairs(known), ...(validation ? pairs(validation) : [])])
    expect(pairs(heldOut).filter((pair) => told.has(pair))).toEqual([])
    expect(told.size + heldOut.items.length).toBe(log.users.length)
  }
})
