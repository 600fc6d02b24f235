import { expect, test } from 'vitest'
import { changed, overtaken } from './changed.ts'
import { inputOf, type RowForm } from './resource.ts'

const form: RowForm<Record<string, string>> = {
  intent: 'update',
  title: 'Details',
  submit: 'Save',
  fields: [
    { name: 'name', label: 'Name', required: true },
    { name: 'price', label: 'Price', kind: 'number', required: true },
    { name: 'features', label: 'Includes', kind: 'words' },
    { name: 'at', label: 'At', kind: 'instant', required: true },
  ],
  values: (row) => row,
  changesOnly: true,
  run: async () => {},
}
const row = { name: 'Basic', price: '9.99', features: 'One\nTwo', at: '2024-09-01T10:00:00' }
const shown = Object.fromEntries(Object.entries(row).map(([name, text]) => [`shown.${name}`, text]))

test('only what was typed over is a change', () => {
  expect(changed(form, { ...row, ...shown, name: 'Basic 2' })).toEqual({ name: 'Basic 2' })
})

test('line ends, full minutes and trailing zeros as browsers write them are no change', () => {
  const typed = { ...row, features: 'One\r\nTwo', at: '2024-09-01T10:00', price: '9.990' }
  expect(changed(form, { ...typed, ...shown })).toEqual({})
})

test('what somebody else changed in the meantime is kept, unless it was typed over here too: then it is said', () => {
  const theirs = { ...row, price: '12' }
  expect(overtaken(form, { ...row, ...shown, name: 'Basic 2' }, theirs)).toEqual({})
  expect(overtaken(form, { ...row, ...shown, price: '11' }, theirs)).toEqual({
    price: 'Somebody has changed this to “12” in the meantime.',
  })
  expect(overtaken(form, { ...row, ...shown, price: '12.00' }, theirs)).toEqual({})
})

test('a field that the row may be without is null when it is emptied, any other that need not be there is left out', () => {
  const fields = [
    { name: 'minutes', label: 'Length', kind: 'number', nullable: true },
    { name: 'at', label: 'At', kind: 'instant' },
  ] as const
  expect(inputOf(fields, { minutes: ' ', at: '' })).toEqual({ minutes: null })
  expect(inputOf(fields, { minutes: '106', at: '' })).toEqual({ minutes: 106 })
})
