export { createClient } from './client.ts'
export type { ErrorBody, Issue } from './errors.ts'
export { openApiDocument } from './openapi.ts'
export type { AppRouter } from './router.ts'
