import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
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
  const { procedure, tag, summary, description, output, csv } = route
  return {
    operationId: procedure,
    tags: [tag],
    summary,
    description,
    // Reading is open where the server says so; writing never is.
    security: [{ apiKey: [] }, { session: [] }, ...(route.method === 'GET' && isOpen(route) ? [{}] : [])],
    ...request(route),
    responses: {
      [route.status]: {
        description: 'The answer',
        content: {
          'application/json': { schema: output },
          ...(csv ? { 'text/csv': { schema: z.string() } } : {}),
        },
      },
      ...errors(route),
    },
  }
}

function isOpen({ access }: Route): boolean {
  return access !== 'administration'
}

function request(route: Route): Pick<ZodOpenApiOperationObject, 'requestParams' | 'requestBody'> {
  const names = new Set(pathParameters(route.path))
  const fields = Object.entries(route.input.shape)
  const path = Object.fromEntries(fields.filter(([name]) => names.has(name)))
  const others = Object.fromEntries(fields.filter(([name]) => !names.has(name)))
  const inPath = names.size > 0 ? { path: z.object(path) } : {}
  if (route.method === 'GET')
    return { requestParams: { ...inPath, query: z.object({ ...others, ...(route.csv ? { format } : {}) }) } }
  const { idempotency_key: key } = others
  const header = key === undefined ? {} : { header: z.object({ 'Idempotency-Key': key }) }
  if (Object.keys(others).length === 0) return { requestParams: inPath }
  const schema = z.strictObject(others)
  return {
    requestParams: { ...inPath, ...header },
    requestBody: {
      required: !schema.safeParse({}).success,
      content: { 'application/json': { schema } },
    },
  }
}

function errors({ method, path }: Route) {
  const error = (description: string) => ({
    description,
    content: { 'application/json': { schema: ErrorBody } },
  })
  const writing = {
    '409': error('It stands against what is there: a name that is taken, rows that refer to it, a used key'),
    '413': error('A body of more than 2 MB'),
    '415': error('A body that is not application/json'),
  }
  return {
    '400': error('A parameter or field that does not fit or is unknown'),
    '401': error('No credential, or one that is not in force'),
    '403': error('The credential’s role may not do this, or not with this user’s data'),
    ...(path.includes('{') ? { '404': error('Unknown id') } : {}),
    ...(method === 'GET' ? {} : writing),
    '408': error('The answer took longer than a minute'),
    '431': error('Headers, path and query of more than 16 kB'),
    '429': error('Too many requests; Retry-After says when to try again'),
    '500': error('A fault of ours; the message has the id under which it is logged'),
    '503': error('The database does not answer; Retry-After says when to try again'),
  }
}

const paths: ZodOpenApiPathsObject = {}
for (const route of routes)
  paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }

export const openApiDocument = createDocument({
  openapi: '3.1.0',
  info: {
    title: 'Streaming data simulation',
    version: '0.1.0',
    description:
      'Analytics and operation of a simulated video-streaming service. Names are snake_case, ids decimal strings, money USD with two decimals, instants ISO 8601 in UTC. Unknown parameters and fields are refused.',
    contact: { name: 'Whoever runs this service' },
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'Analytics', description: 'Questions about the service, each with its definition.' },
    {
      name: 'Dashboard',
      description: 'What pages need beside them: values of filters, key figures, the state of the data.',
    },
    { name: 'Recommendations', description: 'What users may like next, and the model that says so.' },
    { name: 'Operations', description: 'Rows of the service: listed, found, written.' },
    { name: 'Access', description: 'Operators, API keys and the audit trail.' },
  ],
  components: {
    securitySchemes: {
      apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: npm run operators -- create-key.' },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'session',
        description: 'Of somebody who is signed in.',
      },
    },
  },
  paths,
})
