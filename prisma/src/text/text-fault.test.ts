import { expect, test } from 'vitest'
import { isEmail, nameFault, textFault } from './text-fault.ts'

test.each(['Basic', 'Crème brûlée', 'אורי', '\u200fשלום\u200f', '映画', '👨‍👩‍👧', 'e\u0301', '7', '-'])(
  'the name %j fits',
  (name) => expect(nameFault(name)).toBeUndefined(),
)

test.each([
  ['a\nb', 'without control characters'],
  ['a\u2028b', 'without control characters'],
  ['a\u0000b', 'without control characters'],
  ['\ud83d', 'without halves of characters'],
  ['\u202egnol', 'without characters that turn the direction of text'],
  ['a\u2066b\u2069', 'without characters that turn the direction of text'],
  ['\u200b', 'with a character that can be seen'],
  ['\u3164', 'with a character that can be seen'],
  ['\u2800 \u00a0', 'with a character that can be seen'],
  ['\u0301', 'with a character that can be seen'],
  ['\ufe0f\u200d', 'with a character that can be seen'],
])('the name %j is refused: expected one %s', (name, fault) => expect(nameFault(name)).toBe(fault))

test('text of several lines is refused only for what cannot be stored', () => {
  expect(textFault('one\ntwo\u200b')).toBeUndefined()
  expect(textFault('a\u0000')).toBe('without zero characters')
  expect(textFault('\udc00')).toBe('without halves of characters')
})

test('an e-mail address has two parts, all of which can be seen', () => {
  expect(['mara@example.com', 'ü@exämple.com'].every(isEmail)).toBe(true)
  for (const text of [
    'mara',
    'a@b@c',
    'a b@c',
    'mara\u200b@example.com',
    'a@\u202eb',
    'a\u0000@b',
    '\ud800@b',
  ])
    expect([text, isEmail(text)]).toEqual([text, false])
})
