import { OperatorError } from './operator-error.ts'

/**
 * Runs a command-line program to its end. What the person can mend is printed as one message;
 * anything else with its stack, since it is ours to mend. Both end with a non-zero code.
 */
export async function runProgram(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    const text =
      error instanceof OperatorError ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(`${text}\n`)
    process.exitCode = 1
  }
}
