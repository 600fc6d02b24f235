import { badRequest } from '../procedure/errors.ts'
import type { Method } from '../procedure/trpc.ts'
import { pathParameters, type Route, routes } from './routes.ts'

/** What there is at one path. */
export interface Place {
  routes: ReadonlyMap<Method, Route>
  /** Path parameters, decoded. */
  parameters: readonly [string, string][]
}

const places = [...new Set(routes.map(({ path }) => path))].map((path) => ({
  path,
  names: pathParameters(path),
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
  routes: new Map(routes.filter((route) => route.path === path).map((route) => [route.method, route])),
}))

/** Most paths are found by their text, and only the others tried one by one. */
const fixed = new Map(places.filter(({ names }) => names.length === 0).map((place) => [place.path, place]))
const parametric = places.filter(({ names }) => names.length > 0)

/** @throws TRPCError when a path parameter is not percent-encoded UTF-8 */
export function findPlace(path: string): Place | undefined {
  const place = fixed.get(path)
  if (place !== undefined) return { routes: place.routes, parameters: [] }
  for (const { names, pattern, routes: found } of parametric) {
    const match = pattern.exec(path)
    if (match !== null)
      return {
        routes: found,
        parameters: names.map((name, index) => [name, decode(name, match[index + 1] ?? '')]),
      }
  }
  return undefined
}

/** For the Allow header. */
export function allowedMethods(place: Place): string {
  const methods = [...place.routes.keys()].flatMap((method) =>
    method === 'GET' ? ['GET', 'HEAD'] : [method],
  )
  return [...methods, 'OPTIONS'].join(', ')
}

function decode(name: string, text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badRequest(name, `expected percent-encoded UTF-8, got ${JSON.stringify(text.slice(0, 80))}`)
  }
}
