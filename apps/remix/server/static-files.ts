import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Handler } from 'express'
import { answerJson } from './errors/answer-json.ts'

/** The API description as a page; its script is ours to serve, from the package, and speaks to nobody else. */
export function apiDocs(): Handler {
  const router = express.Router()
  const app = dirname(dirname(fileURLToPath(import.meta.url)))
  const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  router.get('/', (request, response, next) => {
    // Relative links of the page need the closing slash.
    if (request.originalUrl.split('?')[0]?.endsWith('/')) next()
    else response.redirect(308, '/api/docs/')
  })
  router.use(express.static(join(app, 'api-docs'), { maxAge: '1h' }))
  router.use(express.static(swaggerUi, { index: false, maxAge: '1h' }))
  router.use((request, response) =>
    answerJson(response, 404, {
      code: 'NOT_FOUND',
      message: `There is no ${request.originalUrl.slice(0, 200)}.`,
    }),
  )
  return router
}

/** The production build's client files: hashed names for ever, the rest for an hour. */
export function builtAssets(folder: string): Handler {
  const router = express.Router()
  router.use(
    '/assets',
    express.static(join(folder, 'client', 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  )
  router.use(express.static(join(folder, 'client'), { maxAge: '1h', index: false }))
  return router
}
