import { OperatorError } from '@streaming/db'

/** Of all commands of `npm run recommend`; each says which it takes. */
export const options = {
  seed: { type: 'string' },
  seeds: { type: 'string' },
  truth: { type: 'string' },
  ratings: { type: 'string' },
  protocol: { type: 'string' },
  'at-least': { type: 'string' },
  from: { type: 'string' },
  model: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export type Given = Partial<Record<Exclude<keyof typeof options, 'json' | 'help'>, string>> & {
  json?: boolean
}

/** @throws OperatorError when the text is no whole number from 0 to 2³¹ − 1 */
export function seedOf(text = '1'): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(seed < 2 ** 31))
    throw new OperatorError(`--seed: expected a whole number from 0 to ${2 ** 31 - 1}, got "${text}"`)
  return seed
}

/**
 * So many seeds, one after another from the first.
 * @throws OperatorError when the text is no whole number from 1 to 100
 */
export function seedsOf(text = '1', first: number): number[] {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (count < 1 || count > 100)
    throw new OperatorError(`--seeds: expected a whole number from 1 to 100, got "${text}"`)
  return Array.from({ length: count }, (_, at) => (first + at) % 2 ** 31)
}

/** Says which stage work is in, once at its begin and, on a terminal, how far it is. */
export function stageTeller(out: NodeJS.WriteStream): (stage: string, share: number) => void {
  let current = ''
  return (stage, share) => {
    if (out.isTTY) out.write(`\r\x1b[K${stage} ${Math.round(share * 100)} %`)
    else if (stage !== current) out.write(`${stage} …\n`)
    current = stage
  }
}
