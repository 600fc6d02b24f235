import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { forEachAtOnce } from './for-each-at-once.ts'

test('each item is worked on once, so many at once', async () => {
  const done: number[] = []
  let running = 0
  let most = 0
  await forEachAtOnce([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running++
    most = Math.max(most, running)
    await setImmediate()
    running--
    done.push(item)
  })
  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(most).toBe(3)
})

test('after a fault nothing is begun, and it is told when what had begun has ended', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const working = forEachAtOnce([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    begun.push(item)
    if (item === 2) throw new Error('the second')
    for (let turn = 0; turn < 10; turn++) await setImmediate()
    ended.push(item)
  })
  await expect(working).rejects.toThrow('the second')
  expect(begun).toEqual([1, 2, 3])
  expect(ended).toEqual([1, 3])
})
