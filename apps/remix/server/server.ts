import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { OperatorError, openService, runProgram } from '@streaming/trpc-router/server'
import { createApplication } from './application.ts'
import type { Pages } from './create-pages.ts'
import { readingOf, readSettings, type ServerSettings } from './environment.ts'
import { answerUnreadable } from './errors/unreadable-request.ts'
import { sessionSecret } from './gate/session-secret.ts'
import { createLogger } from './logger.ts'
import { builtAssets } from './static-files.ts'

const app = dirname(dirname(fileURLToPath(import.meta.url)))
/** How long requests in progress may take to finish after the server was asked to end. */
const graceMs = 1_000
/** Bytes of headers, and milliseconds for them and for a whole request: a client that dawdles is cut. */
const limits = { maxHeaderSize: 16_384, headersTimeout: 15_000, requestTimeout: 60_000 }

async function main(): Promise<number> {
  const settings = readSettings()
  const logger = createLogger(settings)
  // Listened to until the end: a signal to the whole process group arrives twice, and must not cut the shutdown short.
  const stop = new Promise<void>((resolve) => {
    process.on('SIGTERM', resolve).on('SIGINT', resolve)
  })
  const opening = openService(
    {
      ...settings,
      trainEveryHours: settings.TRAIN_EVERY_HOURS,
      followerReads: settings.FOLLOWER_READS === 'on',
    },
    readingOf(settings),
    logger,
  )
  // Loaded while the database opens; a fault of theirs is told after the service is there to be closed.
  const loading = settings.NODE_ENV === 'development' ? developmentPages() : builtPages()
  loading.catch(() => {})
  const service = await opening
  try {
    const pages = await loading
    const application = createApplication(service, pages, logger, settings, sessionSecret(settings))
    const server = createServer(limits, application).on('clientError', answerUnreadable)
    const url = await listen(server, settings)
    const admin = await service.createFirstAdmin()
    logger.info({ url, database: service.databaseName }, 'listening')
    process.stderr.write(`\n  Dashboard  ${url}\n  API        ${url}/api/docs\n${welcome(admin)}\n`)
    await stop
    logger.info('ending')
    await end(server)
    await pages.close()
  } finally {
    await service.close()
  }
  return 0
}

/** Told to the terminal and not to the log, once: the database has only its hash. */
function welcome(admin: { email: string; password: string } | undefined): string {
  if (admin === undefined) return ''
  const { email, password } = admin
  return `  Sign in    ${email}  ${password}\n             shown this once; npm run operators -- reset --email ${email} makes another\n`
}

async function listen(server: Server, { HOST, PORT }: ServerSettings): Promise<string> {
  server.listen(PORT, HOST)
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE')
      throw new OperatorError(
        `Port ${PORT} on ${HOST} is in use. Choose another one: PORT=${PORT + 1} npm start`,
      )
    if (code === 'EACCES')
      throw new OperatorError(
        `Port ${PORT} on ${HOST} may not be used by this user. Choose another one with PORT.`,
      )
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new OperatorError(`HOST ${HOST} is not an address of this machine.`)
    throw error
  }
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : PORT
  const shown = HOST === '127.0.0.1' ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST
  return `http://${shown}:${port}`
}

async function end(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  await Promise.race([closed, delay(graceMs)])
  server.closeAllConnections()
  await closed
}

async function builtPages(): Promise<Pages> {
  const folder = join(app, 'build')
  const build: ServerBuild = await import(pathToFileURL(join(folder, 'server', 'index.js')).href)
  return { build, assets: builtAssets(folder), close: async () => {} }
}

async function developmentPages(): Promise<Pages> {
  const vite = await import('vite')
  const development = await vite.createServer({
    root: app,
    configFile: join(app, 'vite.config.ts'),
    server: { middlewareMode: true },
  })
  return {
    assets: development.middlewares,
    close: () => development.close(),
    // The module's shape is Remix's own contract; Vite types what it loads as a record.
    build: () => development.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
  }
}

await runProgram(main)
process.exit()
