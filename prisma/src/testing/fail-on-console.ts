import { afterEach, expect, vi } from 'vitest'

// An unexpected word on the console is a fault that nobody asked about: it fails the test that caused it.
const error = vi.spyOn(console, 'error')
const warn = vi.spyOn(console, 'warn')

afterEach(() => {
  const said = [...error.mock.calls, ...warn.mock.calls]
  error.mockClear()
  warn.mockClear()
  expect(said).toEqual([])
})
