import { expect, test } from 'vitest'
import { type Choice, chooseOne } from './choose-one.ts'

const order: Choice<'most' | 'lost'> = {
  name: 'order',
  label: 'order',
  options: [
    { value: 'most', label: 'Most' },
    { value: 'lost', label: 'Lost most' },
  ],
  usual: 'most',
}

test('what the URL names is chosen, and the usual where it names nothing', () => {
  const notices: string[] = []
  expect(chooseOne(new URLSearchParams('order=lost'), order, notices)).toBe('lost')
  expect(chooseOne(new URLSearchParams(''), order, notices)).toBe('most')
  expect(chooseOne(new URLSearchParams('order='), order, notices)).toBe('most')
  expect(notices).toEqual([])
})

test('an unknown value is said, with those there are', () => {
  const notices: string[] = []
  expect(chooseOne(new URLSearchParams('order=least'), order, notices)).toBe('most')
  expect(notices).toEqual(['No order “least”. There is: most, lost.'])
})
