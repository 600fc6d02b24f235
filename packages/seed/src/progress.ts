/** Reports long work: a bar that redraws itself on a terminal, a line a stage elsewhere. */
export interface Progress {
  /** `done` of `total` of this stage are done; `note` says so in other words, elsewhere at each tenth; '' is no word. */
  update(stage: string, done: number, total: number, note?: string): void
  /** Ends the line of the bar. */
  end(): void
}

const width = 24

export function createProgress(out: NodeJS.WriteStream): Progress {
  let current = ''
  let tenth = 0
  return {
    update(stage, done, total, note) {
      const part = total === 0 ? 1 : done / total
      if (out.isTTY) {
        const filled = Math.floor(part * width)
        const bar = `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${stage} ${note ?? `${done}/${total}`}`
        out.write(`\r\x1b[K${bar.slice(0, out.columns - 1)}`)
      } else {
        if (stage !== current) out.write(note === '' ? `${stage}\n` : `${stage} (${total})\n`)
        else if (note !== undefined && Math.floor(part * 10) > tenth) out.write(`${stage}: ${note}\n`)
      }
      tenth = stage === current ? Math.max(tenth, Math.floor(part * 10)) : 0
      current = stage
    },
    end() {
      if (out.isTTY && current !== '') out.write('\r\x1b[K')
    },
  }
}
