import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the statements of a run of the tests are kept, a file each. */
export const recordedStatements = fileURLToPath(
  new URL('../../../../node_modules/.cache/statements', import.meta.url),
)

/** Before a run: those of an earlier one are gone. */
export default function setup(): void {
  rmSync(recordedStatements, { recursive: true, force: true })
  mkdirSync(recordedStatements, { recursive: true })
}
