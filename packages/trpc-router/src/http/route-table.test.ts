import { expect, test } from 'vitest'
import { findPlace } from './route-table.ts'
import { pathParameters, routes } from './routes.ts'

test.each(routes)('$method $path is found at its path, with its parameters decoded', (route) => {
  const names = pathParameters(route.path)
  const place = findPlace(route.path.replace(/\{\w+\}/g, 'a%2Fb'))
  expect(place?.routes.get(route.method)).toBe(route)
  expect(place?.parameters).toEqual(names.map((name) => [name, 'a/b']))
})

test('a path is found whole and in its case, or not at all', () => {
  for (const path of ['/api/plans/', '/api/plan', '/API/plans', '/api/users/1/plan/x', '/api/users//plan'])
    expect(findPlace(path)).toBeUndefined()
})
