import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownerGone } from '@streaming/trpc-router/testing'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type StartedService, signIn, startedService } from '../server/testing.ts'
import { chromiumPath } from './chromium-path.ts'

/** Where screenshots of the run are kept to be looked at. */
export const artefacts = fileURLToPath(new URL('./artefacts/', import.meta.url))

type Cookie = Parameters<BrowserContext['addCookies']>[0][number]

/** The first start prints it once. */
function adminPassword(service: StartedService): string {
  return /admin@localhost {2}(\S+)/.exec(service.said())?.[1] ?? ''
}

/**
 * A real Chromium and a service of its own for a file of specs. A word on a page's console fails the test that caused it.
 * @param fill what is done to the data folder before the service starts; left out, it holds the mock data
 */
export function withBrowser(fill: (folder: string) => Promise<void> = async () => {}): {
  origin(): string
  /** The service's data folder. */
  folder: string
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  adminPassword(): string
  /** The same, signed in as the admin that the first start made. */
  openAsAdmin(path: string, options?: BrowserContextOptions): Promise<Page>
  json<T>(path: string): Promise<T>
} {
  const folder = mkdtempSync(join(tmpdir(), 'streaming-e2e-'))
  const complaints: string[] = []
  let service: StartedService
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true })
    const executablePath = chromiumPath(process.env)
    if (executablePath === undefined)
      throw new Error('Chromium was not found; install it or set CHROMIUM_PATH')
    await fill(folder)
    service = await startedService({ DATA_DIR: folder })
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    })
  }, 240_000)
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await service.stop()
    await ownerGone(folder)
    rmSync(folder, { recursive: true })
  })

  async function openPage(
    path: string,
    cookies: Cookie[],
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    await context.addCookies(cookies)
    const page = await context.newPage()
    page.on('console', (message) => {
      // A page that answers 4xx is a line on Chromium's console; the specs look at what the page says.
      if (/the server responded with a status of 4\d\d/.test(message.text())) return
      // A spec that takes the network away means it.
      if (/net::ERR_INTERNET_DISCONNECTED/.test(message.text())) return
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(service.origin + path, { waitUntil: 'load' })
    return page
  }

  return {
    origin: () => service.origin,
    folder,
    adminPassword: () => adminPassword(service),
    open: (path, options) => openPage(path, [], options),
    async openAsAdmin(path, options) {
      const admin = await signIn(service.origin, 'admin@localhost', adminPassword(service))
      const [name = '', value = ''] = admin.split(/=(.*)/s)
      return openPage(path, [{ name, value, url: service.origin }], options)
    },
    async json(path) {
      return (await fetch(service.origin + path)).json()
    },
  }
}

/** The rows of the table under a card's “Numbers”, as texts. */
export async function numbersOf(page: Page, title: string | RegExp): Promise<string[][]> {
  return cardOf(page, title)
    .locator('table tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    )
}

/** The card that is titled so. */
export function cardOf(page: Page, title: string | RegExp): Locator {
  return page.locator('section', { has: page.getByRole('heading', { level: 2, name: title }) }).first()
}
