/** Reports long work: a bar that redraws itself on a terminal, a line a stage elsewhere. */
export interface Progress {
  /** `done` of `total` of this stage are done. */
  update(stage: string, done: number, total: number): void
  /** Ends the line of the bar. */
  end(): void
}

const width = 24

export function createProgress(out: NodeJS.WriteStream): Progress {
  let current = ''
  return {
    update(stage, done, total) {
      if (out.isTTY) {
        const filled = total === 0 ? width : Math.floor((done / total) * width)
        out.write(`\r\x1b[K[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${stage} ${done}/${total}`)
      } else if (stage !== current) out.write(`${stage} (${total})\n`)
      current = stage
    },
    end() {
      if (out.isTTY && current !== '') out.write('\r\x1b[K')
    },
  }
}
