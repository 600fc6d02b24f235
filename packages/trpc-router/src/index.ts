export { createClient } from './client.ts'
export { openApiDocument } from './http/openapi.ts'
export type { ErrorBody, Issue } from './procedure/errors.ts'
export type { AppRouter } from './router.ts'
