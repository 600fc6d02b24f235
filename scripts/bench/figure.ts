/** One line of the results. */
export interface Figure {
  /** As in docs/benchmarks.md. */
  name: string
  /** What is over what. */
  what: string
  target: string
  measured: string
  met: boolean
}

export function times(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
