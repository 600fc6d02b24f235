import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { openApiDocument } from '../http/openapi.ts'
import type { Route } from '../http/routes.ts'

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
ajv.addSchema(JSON.parse(JSON.stringify(openApiDocument)), 'document')
const validators = new Map<string, ReturnType<typeof ajv.compile>>()

/** Whether the description has this status for the operation, and the body fits its schema. */
export function fits(
  { method, path }: Pick<Route, 'method' | 'path'>,
  status: number,
  body: unknown,
): true | string {
  const pointer = [
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    'application/json',
    'schema',
  ]
  const reference = pointer
    .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent)
    .join('/')
  const found = pointer
    .slice(0, 5)
    .reduce<unknown>((at, name) => Reflect.get(Object(at), name), openApiDocument)
  if (found === undefined) return `${method} ${path} has no status ${status} in its description`
  const validate = validators.get(reference) ?? ajv.compile({ $ref: `document#/${reference}` })
  validators.set(reference, validate)
  return validate(body) || ajv.errorsText(validate.errors)
}
