import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { query, readAnswer } from '../server/wire.ts'

/** The embedded database engine on its own thread. It does one thing at a time; callers take turns. */
export interface Engine {
  /** Sends protocol messages and returns all the engine answers to them. */
  exchange(messages: Buffer): Promise<Buffer>
  /** Runs SQL of our own and returns its rows as text. @throws Error with the engine's message */
  ask(sql: string): Promise<string[][]>
  /** Writes everything down and ends the thread. */
  close(): Promise<void>
}

export interface EngineOptions {
  folder: string
  /** Called when the thread ends without having been asked to, or an exchange takes longer than allowed. */
  onFailure: (error: Error) => void
  /** The longest time one exchange may take, in milliseconds. WebAssembly cannot be interrupted, only ended. */
  longestExchangeMs: number
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const worker = new Worker(new URL('./engine-worker.mjs', import.meta.url), {
    workerData: { folder: options.folder },
  })
  let closing = false
  let answered: ((answer: Buffer) => void) | undefined

  await once(worker, 'message')
  worker.on('message', (answer: Uint8Array) => {
    const deliver = answered
    answered = undefined
    deliver?.(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength))
  })
  worker.on('error', options.onFailure)
  worker.on('exit', (code) => {
    if (!closing) options.onFailure(new Error(`the engine's thread ended with code ${code}`))
  })

  async function exchange(messages: Buffer): Promise<Buffer> {
    if (answered !== undefined) throw new Error('the engine does one exchange at a time')
    const watchdog = setTimeout(() => {
      options.onFailure(new Error(`a statement ran longer than ${options.longestExchangeMs / 1000} s`))
    }, options.longestExchangeMs)
    try {
      return await new Promise<Buffer>((resolve) => {
        answered = resolve
        worker.postMessage(new Uint8Array(messages))
      })
    } finally {
      clearTimeout(watchdog)
    }
  }

  return {
    exchange,
    async ask(sql) {
      const answer = readAnswer(await exchange(query(sql)), true)
      if (answer.error !== undefined) throw new Error(answer.error)
      return answer.rows
    },
    async close() {
      closing = true
      const ended = once(worker, 'exit')
      worker.postMessage('close')
      await ended
    },
  }
}
