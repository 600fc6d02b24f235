import type { Socket } from 'node:net'
import { bringTo, readOnly, type Shared } from '../engine/shared-engine.ts'
import { Handshake } from './handshake.ts'
import { mayChange, readSettings, type SessionSettings } from './session-settings.ts'
import {
  closeStatement,
  copyFail,
  fatalError,
  type Message,
  MessageReader,
  ProtocolViolation,
  query,
  readAnswer,
  renameStatement,
  sync,
} from './wire.ts'

/** The engine waits for COPY data that can no longer reach it, and would wait for ever; this refuses at once. Outside COPY it is ignored. */
const refuseCopy = copyFail(
  'COPY ... FROM STDIN is not available on the embedded database; use INSERT ... SELECT FROM unnest(...)',
)
const copyData = new Set(['d', 'c', 'f'])
/** Query, Sync, Flush and FunctionCall are what the client waits for an answer to. */
const endsBatch = new Set(['Q', 'S', 'H', 'F'])

/** How long a client may take to read why it was ended. */
const unreadMs = 1_000

let connections = 0

/** One client. Its messages go to the engine in batches, and it keeps its turn until its transaction ends. */
export class Connection {
  readonly #id = ++connections
  readonly #reader = new MessageReader()
  readonly #statements = new Set<string>()
  readonly #socket: Socket
  readonly #shared: Shared
  #settings: SessionSettings = new Map()
  readonly #handshake: Handshake
  #phase: 'opening' | 'open' | 'closed' = 'opening'
  #batch: Buffer[] = []
  #mayHaveChangedSettings = false
  /** Whether this turn began without room on the disk. */
  #madeReadOnly = false
  #work: Promise<void> = Promise.resolve()
  #idle: NodeJS.Timeout | undefined
  #hasLeft = false

  constructor(socket: Socket, shared: Shared) {
    this.#socket = socket
    this.#shared = shared
    this.#handshake = new Handshake(this.#reader, shared, this.#id)
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#receive(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#queue(() => this.#leave()))
  }

  /** Ends the connection with an error its client can show. */
  end(sqlState: string, message: string): void {
    this.#phase = 'closed'
    if (this.#socket.writable) this.#socket.end(fatalError(sqlState, message))
    // A client that does not read would keep the socket, but not the turn.
    setTimeout(() => this.#socket.destroy(), unreadMs).unref()
    this.#queue(() => this.#leave())
  }

  /** Resolves when nothing of this client is left to do, its rollback included. */
  done(): Promise<void> {
    return this.#work
  }

  /** Work of one connection runs in order; a fault of it ends this connection, not the server. */
  #queue(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.end('XX000', error instanceof Error ? error.message : String(error))
    })
  }

  #receive(chunk: Buffer): void {
    this.#reader.push(chunk)
    try {
      if (this.#phase === 'opening') this.#open()
      while (this.#phase === 'open') {
        const message = this.#reader.message()
        if (message === undefined) break
        this.#collect(message)
      }
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error
      this.end(error.sqlState, error.message)
    }
  }

  #open(): void {
    const step = this.#handshake.advance()
    if (step.reply.length > 0) this.#socket.write(step.reply)
    if (step.outcome === 'closed') {
      this.#phase = 'closed'
      this.#socket.end()
    }
    if (step.outcome === 'welcome') {
      this.#phase = 'open'
      this.#settings = step.settings
    }
  }

  #collect(message: Message): void {
    if (message.type === 'X') {
      this.#socket.end()
      return
    }
    if (copyData.has(message.type)) return
    const { bytes, created } = renameStatement(message, `c${this.#id}_`)
    if (created !== undefined) this.#statements.add(created)
    if (message.type === 'Q' || message.type === 'P') this.#mayHaveChangedSettings ||= mayChange(bytes)
    this.#batch.push(bytes)
    if (!endsBatch.has(message.type)) return
    const batch = Buffer.concat([...this.#batch, refuseCopy])
    this.#batch = []
    this.#queue(() => this.#run(batch, message.type === 'S'))
  }

  async #run(batch: Buffer, synced: boolean): Promise<void> {
    if (this.#phase === 'closed') return
    await this.#takeTurn()
    let bytes = await this.#shared.engine.exchange(batch)
    let { status } = readAnswer(bytes)
    if (synced && status === undefined) {
      // A refused COPY has swallowed the client's Sync; the engine waits for one before it is ready again.
      bytes = Buffer.concat([bytes, await this.#shared.engine.exchange(sync)])
      status = readAnswer(bytes).status
    }
    if (status === 'I' && this.#mayHaveChangedSettings) await this.#noteSettings()
    this.#socket.write(bytes)
    if (status === 'I') this.#passTurn()
    else this.#cutWhenIdle()
  }

  async #takeTurn(): Promise<void> {
    clearTimeout(this.#idle)
    const shared = this.#shared
    if (shared.turns.has(this)) {
      // A transaction in progress, too, may write no more than there is room for. It can still end.
      if (!shared.hasRoom()) await shared.engine.exchange(query('SET transaction_read_only = on'))
      return
    }
    await shared.turns.take(this)
    try {
      this.#madeReadOnly = await bringTo(shared, this.#settings)
    } catch (error) {
      this.#passTurn()
      throw error
    }
  }

  #passTurn(): void {
    this.#shared.turns.pass(this)
  }

  async #noteSettings(): Promise<void> {
    this.#mayHaveChangedSettings = false
    const settings = await readSettings(this.#shared.engine)
    this.#shared.settings = settings
    // What was for want of room is no setting of the client's, whether there is room by now or not.
    this.#settings = this.#madeReadOnly ? withOwn(settings, this.#settings) : settings
  }

  #cutWhenIdle(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(
      () => this.end('25P03', 'terminating connection due to idle-in-transaction timeout'),
      this.#shared.idleInTransactionMs,
    )
  }

  /** Rolls back what the client left open and forgets its statements, so that the next one finds nothing of it. */
  async #leave(): Promise<void> {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.#phase = 'closed'
    clearTimeout(this.#idle)
    const { engine, turns } = this.#shared
    if (turns.has(this)) await engine.exchange(Buffer.concat([sync, query('ROLLBACK')]))
    if (this.#statements.size > 0) {
      await turns.take(this)
      await engine.exchange(Buffer.concat([...[...this.#statements].map(closeStatement), sync]))
    }
    this.#passTurn()
  }
}

/** The settings that were read, with the client's own choice of what was set for want of room. */
function withOwn(settings: SessionSettings, own: SessionSettings): SessionSettings {
  const kept = [...settings].filter(([name]) => !readOnly.has(name))
  return new Map([...kept, ...[...own].filter(([name]) => readOnly.has(name))])
}
