/** Tells on stderr which rollup a program works on: in one line that moves on, or a line each where that is no terminal. */
export function sayRollup(name: string, done: number, total: number): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}[${done + 1}/${total}] ${name}`)
  if (!process.stderr.isTTY || done + 1 === total) process.stderr.write('\n')
}
