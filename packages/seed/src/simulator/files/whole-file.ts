import { once } from 'node:events'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  type WriteStream,
} from 'node:fs'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { OperatorError } from '@streaming/db'

/** A file that has its name only when it is whole: until then it is called `.partial`. */
export class WholeFile {
  readonly #path: string
  #open: { stream: WriteStream; ended: Promise<void> } | undefined

  /** @throws OperatorError when the file exists and is not to be replaced */
  constructor(path: string, replace: boolean) {
    if (!replace && existsSync(path))
      throw new OperatorError(`${path} exists already. Nothing was written; with --reset it is replaced.`)
    this.#path = path
  }

  /** Before any work is done for it: what cannot be written is told then. @throws OperatorError */
  async open(): Promise<void> {
    await this.#orFault(async () => {
      if (statSync(this.#path, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder')
      mkdirSync(dirname(this.#path), { recursive: true })
      const stream = createWriteStream(this.#partial)
      const ended = finished(stream)
      ended.catch(() => {}) // told by whichever call comes next
      this.#open = { stream, ended }
      await Promise.race([once(stream, 'open'), ended])
    })
  }

  /** Resolves when more can be taken. @throws OperatorError when it cannot be written */
  async write(text: string): Promise<void> {
    await this.#orFault(async () => {
      const { stream, ended } = this.#opened()
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), ended])
    })
  }

  /** Resolves when all is on the disk, still under the other name. */
  async close(): Promise<void> {
    await this.#orFault(async () => {
      const { stream, ended } = this.#opened()
      stream.end()
      await ended
    })
  }

  /** @throws OperatorError */
  async rename(): Promise<void> {
    await this.#orFault(async () => renameSync(this.#partial, this.#path))
  }

  discard(): void {
    if (this.#open === undefined) return
    this.#open.stream.destroy()
    rmSync(this.#partial, { force: true })
  }

  get #partial(): string {
    return `${this.#path}.partial`
  }

  #opened(): { stream: WriteStream; ended: Promise<void> } {
    if (this.#open === undefined) throw new Error(`${this.#path} is written to before it is open`)
    return this.#open
  }

  async #orFault(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw new OperatorError(
        `${this.#path} cannot be written: ${error instanceof Error ? error.message : error}. Nothing of it was kept.`,
      )
    }
  }
}

/**
 * Does the work with files that are opened before it and get their names after all of them are whole; when anything
 * before that fails, none does.
 */
export async function withWholeFiles(files: readonly WholeFile[], work: () => Promise<void>): Promise<void> {
  try {
    for (const file of files) await file.open()
    await work()
    for (const file of files) await file.close()
  } catch (error) {
    for (const file of files) file.discard()
    throw error
  }
  for (const file of files) await file.rename()
}
