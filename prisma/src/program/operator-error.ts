/** A fault that the person at the command line can mend: programs print its message alone, without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
