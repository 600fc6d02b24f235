import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

/**
 * Starts a Chromium with a fresh profile, gives the port of its debugger to the work, and ends it afterwards,
 * also when this program is told to end. Lighthouse can start one itself, but leaves it when it is ended meanwhile.
 */
export async function withChromium<Result>(
  executablePath: string,
  work: (port: number) => Promise<Result>,
): Promise<Result> {
  const profile = await mkdtemp(join(tmpdir(), 'streaming-lighthouse-'))
  try {
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      // Lighthouse says how large the page is, as on a phone.
      viewport: null,
      args: ['--remote-debugging-port=0', '--no-sandbox', '--disable-gpu'],
    })
    try {
      const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
      return await work(Number(port))
    } finally {
      await browser.close()
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
