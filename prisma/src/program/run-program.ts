import { databaseFault } from '../database/database-fault.ts'
import { sqlState } from '../database/retry.ts'
import { OperatorError } from './operator-error.ts'

const missingPrivilege = '42501'

/**
 * Runs a command-line program to its end. What the person can mend is printed as one message, and so is what the database
 * did not do; anything else with its stack, since it is ours to mend. Both end with a non-zero code.
 */
export async function runProgram(main: () => Promise<number>): Promise<void> {
  // Who reads no further, as `| head` does, ends no work.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  try {
    process.exitCode = await main()
  } catch (error) {
    process.stderr.write(`${textOf(error)}\n`)
    process.exitCode = 1
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof OperatorError) return error.message
  if (sqlState(error) === missingPrivilege)
    return `The role of DATABASE_URL may not do that: ${error.message}. docs/deployment.md names the grants that suffice.`
  if (databaseFault(error) !== undefined) return `The database did not do what was asked: ${error.message}`
  return error.stack ?? error.message
}
