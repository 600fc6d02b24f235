import { timingSafeEqual } from 'node:crypto'
import { type SessionSettings, startupSettings } from './session-settings.ts'
import {
  authenticationCleartextPassword,
  authenticationOk,
  backendKeyData,
  type Message,
  type MessageReader,
  ProtocolViolation,
  parameterStatus,
  readyIdle,
} from './wire.ts'

/** What every client is told or asked before it may send a query. */
export interface Terms {
  /** `server_version` and others. */
  parameters: ReadonlyMap<string, string>
  /** Asked of every client when set (loopback transport); a socket in a private folder needs none. */
  password: string | undefined
}

export type Step =
  | { outcome: 'more' | 'closed'; reply: Buffer }
  | { outcome: 'welcome'; reply: Buffer; settings: SessionSettings }

const nothing = Buffer.alloc(0)

/**
 * The beginning of a connection: encryption is declined, a password checked where there is one, settings
 * taken. It needs no turn at the engine, so that a program can attach while another's transaction is open;
 * settings are applied with the first query.
 */
export class Handshake {
  readonly #reader: MessageReader
  readonly #terms: Terms
  readonly #connectionId: number
  #settings: SessionSettings | undefined

  constructor(reader: MessageReader, terms: Terms, connectionId: number) {
    this.#reader = reader
    this.#terms = terms
    this.#connectionId = connectionId
  }

  /** Goes on as far as what has been read allows. @throws ProtocolViolation on anything that is not the protocol */
  advance(): Step {
    let reply = nothing
    while (this.#settings === undefined) {
      const opening = this.#reader.opening()
      if (opening === undefined) return { outcome: 'more', reply }
      // A cancel request needs no answer, and WebAssembly cannot be interrupted.
      if (opening.kind === 'cancel') return { outcome: 'closed', reply }
      if (opening.kind === 'encryption') {
        reply = Buffer.concat([reply, Buffer.from('N')])
        continue
      }
      this.#settings = startupSettings(opening.parameters)
      if (this.#terms.password === undefined) return this.#welcome(reply, this.#settings)
      reply = Buffer.concat([reply, authenticationCleartextPassword])
    }
    const message = this.#reader.message()
    if (message === undefined) return { outcome: 'more', reply }
    if (!this.#isPassword(message)) throw new ProtocolViolation('password authentication failed', '28P01')
    return this.#welcome(reply, this.#settings)
  }

  #isPassword({ type, bytes }: Message): boolean {
    const given = bytes.subarray(5, -1)
    const expected = Buffer.from(this.#terms.password ?? '')
    return type === 'p' && given.length === expected.length && timingSafeEqual(given, expected)
  }

  #welcome(before: Buffer, settings: SessionSettings): Step {
    const parameters = [...this.#terms.parameters].map(([name, value]) => parameterStatus(name, value))
    const key = backendKeyData(this.#connectionId)
    return {
      outcome: 'welcome',
      settings,
      reply: Buffer.concat([before, authenticationOk, ...parameters, key, readyIdle]),
    }
  }
}
