/** Says what was measured, on the terminal, in one line; docs/reliability.md has these lines from one run. */
export function report(what: string, figures: Record<string, number | string>): void {
  const text = Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? value.toLocaleString('en-US') : value}`)
    .join(', ')
  process.stdout.write(`\n  ${what}: ${text}\n`)
}
