import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Where Chromium is: `CHROMIUM_PATH`, or where systems put it; undefined when it is nowhere. */
export function chromiumPath(environment: NodeJS.ProcessEnv): string | undefined {
  return [environment.CHROMIUM_PATH, ...places].find((place) => place !== undefined && existsSync(place))
}
