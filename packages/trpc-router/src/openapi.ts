import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi'
import { pathParameters, type Route, routes } from './routes.ts'

/** The description of the REST face, OpenAPI 3.1, made from the procedures' own schemas. */

const ErrorBody = z
  .object({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({
    id: 'Error',
    description: 'Every error has this shape.',
    example: { code: 'NOT_FOUND', message: 'There is no user 4711.' },
  })

const format = z
  .enum(['json', 'csv'])
  .optional()
  .meta({ description: 'csv: RFC 4180, the same columns. Accept: text/csv does the same.', example: 'json' })

function operation(route: Route): ZodOpenApiOperationObject {
  const names = new Set(pathParameters(route.path))
  const fields = Object.entries(route.input.shape)
  const path = Object.fromEntries(fields.filter(([name]) => names.has(name)))
  const query = {
    ...Object.fromEntries(fields.filter(([name]) => !names.has(name))),
    ...(route.csv ? { format } : {}),
  }
  const error = (description: string) => ({
    description,
    content: { 'application/json': { schema: ErrorBody } },
  })
  return {
    operationId: route.procedure,
    tags: [route.tag],
    summary: route.summary,
    description: route.description,
    requestParams: { ...(names.size > 0 ? { path: z.object(path) } : {}), query: z.object(query) },
    responses: {
      '200': {
        description: 'The answer',
        content: {
          'application/json': { schema: route.output },
          ...(route.csv ? { 'text/csv': { schema: z.string() } } : {}),
        },
      },
      '400': error('A parameter that does not fit or is unknown'),
      ...(names.size > 0 ? { '404': error('Unknown id') } : {}),
      '408': error('The answer took longer than a minute'),
      '500': error('A fault of ours; the message has the id under which it is logged'),
      '503': error('The database does not answer; Retry-After says when to try again'),
    },
  }
}

export const openApiDocument = createDocument({
  openapi: '3.1.0',
  info: {
    title: 'Streaming data simulation',
    version: '0.1.0',
    description:
      'Analytics of a simulated video-streaming service. Names are snake_case, ids decimal strings, money USD with two decimals, instants ISO 8601 in UTC. Unknown query parameters are refused.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  tags: [{ name: 'Analytics' }, { name: 'Dashboard' }, { name: 'Operations' }],
  paths: Object.fromEntries(routes.map((route) => [route.path, { get: operation(route) }])),
})
