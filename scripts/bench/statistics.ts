/** What a ratio was in each round; the two sides took turns. */
export interface Ratio {
  median: number
  least: number
  most: number
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

export function ratioOf(rounds: readonly number[]): Ratio {
  return { median: quantile(rounds, 0.5), least: Math.min(...rounds), most: Math.max(...rounds) }
}

/** A over B in each round, A first in one and B first in the next, after one round that does not count. */
export async function alternate(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<number[]> {
  const ratios: number[] = []
  for (let round = -1; round < rounds; round++) {
    const first = round % 2 === 0
    const before = first ? await a() : await b()
    const after = first ? await b() : await a()
    if (round >= 0) ratios.push(first ? before / after : after / before)
  }
  return ratios
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
