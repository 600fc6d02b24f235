import { expect, test } from 'vitest'
import { chooseZone, zones } from './zones.ts'

const choose = (query: string) => {
  const notices: string[] = []
  return { zone: chooseZone(new URLSearchParams(query), notices), notices }
}

test('any zone of IANA’s is followed, also in another case', () => {
  expect(choose('zone=asia/kathmandu')).toEqual({ zone: 'Asia/Katmandu', notices: [] })
  // A zone that is offered keeps the name that it is offered by.
  expect(choose('zone=Asia/Calcutta').zone).toBe('Asia/Kolkata')
  expect(choose('')).toEqual({ zone: 'UTC', notices: [] })
})

test('what is no zone is said, and UTC is shown', () => {
  expect(choose('zone=Mars')).toEqual({
    zone: 'UTC',
    notices: ['No zone “Mars”. There is any of IANA’s, such as Europe/Berlin.'],
  })
  expect(choose('zone=%2B05:30').zone).toBe('UTC')
})

test('every zone that is offered is one', () => {
  for (const zone of zones) expect(choose(`zone=${zone}`).notices).toEqual([])
})
