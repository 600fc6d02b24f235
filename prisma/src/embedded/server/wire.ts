import { hash } from 'node:crypto'

/**
 * The parts of PostgreSQL's frontend/backend protocol 3.0 that the embedded server speaks itself.
 * Everything else passes through to the engine untouched.
 * Source: PostgreSQL documentation, "Frontend/Backend Protocol: Message Formats".
 */

const protocolVersion3 = 196_608
const sslRequest = 80_877_103
const gssRequest = 80_877_104
const cancelRequest = 80_877_102

/** Larger than any statement the project sends; a length beyond it is a client that speaks something else. */
const largestMessage = 256 * 1024 * 1024

export type Opening =
  | { kind: 'startup'; parameters: ReadonlyMap<string, string> }
  | { kind: 'encryption' }
  | { kind: 'cancel' }

export interface Message {
  /** One ASCII letter. */
  type: string
  /** The whole message, type byte and length included. */
  bytes: Buffer
}

/** Cuts a byte stream into protocol messages, however the network split it. */
export class MessageReader {
  #pending: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
  }

  /** The packet that opens a connection, which has no type byte; undefined until it is complete. */
  opening(): Opening | undefined {
    const packet = this.#take(0, 8, 10_000)
    if (packet === undefined) return undefined
    const code = packet.readInt32BE(4)
    if (code === sslRequest || code === gssRequest) return { kind: 'encryption' }
    if (code === cancelRequest) return { kind: 'cancel' }
    if (code !== protocolVersion3) throw new ProtocolViolation(`protocol version ${code} is not supported`)
    const words = packet.subarray(8).toString('utf8').split('\0')
    const parameters = new Map<string, string>()
    for (let i = 0; i + 1 < words.length && words[i] !== ''; i += 2) {
      parameters.set(words[i] ?? '', words[i + 1] ?? '')
    }
    return { kind: 'startup', parameters }
  }

  message(): Message | undefined {
    const bytes = this.#take(1, 5, largestMessage)
    return bytes && { type: String.fromCharCode(bytes[0] ?? 0), bytes }
  }

  #take(lengthAt: number, atLeast: number, atMost: number): Buffer | undefined {
    if (this.#pending.length < lengthAt + 4) return undefined
    const end = lengthAt + this.#pending.readInt32BE(lengthAt)
    if (end < atLeast || end > atMost) throw new ProtocolViolation('message length out of range')
    if (this.#pending.length < end) return undefined
    const bytes = this.#pending.subarray(0, end)
    this.#pending = this.#pending.subarray(end)
    return bytes
  }
}

/** A client that does not keep to the protocol, or not to its terms; `sqlState` says which. */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation'
  readonly sqlState: string

  constructor(message: string, sqlState = '08P01') {
    super(message)
    this.sqlState = sqlState
  }
}

export function frame(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? cString(part) : part)))
  const header = Buffer.alloc(5)
  header.write(type, 'latin1')
  header.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([header, body])
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8')
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

export const authenticationOk = frame('R', int32(0))
export const authenticationCleartextPassword = frame('R', int32(3))
export const readyIdle = frame('Z', Buffer.from('I'))
export const sync = frame('S')

export function query(sql: string): Buffer {
  return frame('Q', sql)
}

export function copyFail(reason: string): Buffer {
  return frame('f', reason)
}

export function parameterStatus(name: string, value: string): Buffer {
  return frame('S', name, value)
}

export function backendKeyData(id: number): Buffer {
  return frame('K', int32(id), int32(0))
}

export function fatalError(sqlState: string, message: string): Buffer {
  return frame('E', 'SFATAL', 'VFATAL', `C${sqlState}`, `M${message}`, Buffer.from([0]))
}

export type TransactionStatus = 'I' | 'T' | 'E'

export interface Answer {
  /** Status of the last ReadyForQuery; undefined when the engine expects more of the same exchange. */
  status: TransactionStatus | undefined
  /** The first error's text, if any. */
  error: string | undefined
  /** First column of each DataRow, for the few questions the server asks the engine itself. */
  rows: string[][]
}

/** Reads what an engine answered. `withRows` is for our own small questions; it decodes every text column. */
export function readAnswer(bytes: Buffer, withRows = false): Answer {
  const answer: Answer = { status: undefined, error: undefined, rows: [] }
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    const type = bytes[at]
    if (type === 0x5a) answer.status = transactionStatus(bytes[at + 5])
    else if (type === 0x45) answer.error ??= errorMessage(bytes, at)
    else if (type === 0x44 && withRows) answer.rows.push(dataRow(bytes, at + 5))
  }
  return answer
}

function transactionStatus(byte: number | undefined): TransactionStatus {
  return byte === 0x54 ? 'T' : byte === 0x45 ? 'E' : 'I'
}

function errorMessage(bytes: Buffer, at: number): string {
  const fields = bytes.toString('utf8', at + 5, at + 1 + bytes.readInt32BE(at + 1)).split('\0')
  return fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'unknown error'
}

function dataRow(bytes: Buffer, at: number): string[] {
  const row: string[] = []
  let cursor = at + 2
  for (let column = bytes.readInt16BE(at); column > 0; column--) {
    const length = bytes.readInt32BE(cursor)
    cursor += 4
    row.push(length < 0 ? '' : bytes.toString('utf8', cursor, cursor + length))
    cursor += Math.max(length, 0)
  }
  return row
}

/** Bytes of a name that PostgreSQL tells apart. */
const longestName = 63

/**
 * Gives a connection's named prepared statements names of its own (all connections share one engine
 * session, whose names would collide). Portals need none: they end with the transaction.
 * @returns the message to send and the statement name it creates, if any.
 */
export function renameStatement(message: Message, prefix: string): { bytes: Buffer; created?: string } {
  const { type, bytes } = message
  const nameAt =
    type === 'P' ? 5 : type === 'B' ? bytes.indexOf(0, 5) + 1 : isStatementReference(message) ? 6 : 0
  if (nameAt === 0 || bytes[nameAt] === 0) return { bytes }
  const nameEnd = bytes.indexOf(0, nameAt)
  const given = bytes.subarray(nameAt, nameEnd)
  // The engine would cut a longer name, to one that another statement may have.
  const name =
    prefix.length + given.length > longestName
      ? prefix + hash('sha256', given, 'base64url')
      : prefix + given.toString('utf8')
  const renamed = frame(type, bytes.subarray(5, nameAt), name, bytes.subarray(nameEnd + 1))
  return type === 'P' ? { bytes: renamed, created: name } : { bytes: renamed }
}

function isStatementReference({ type, bytes }: Message): boolean {
  return (type === 'D' || type === 'C') && bytes[5] === 0x53
}

export function closeStatement(name: string): Buffer {
  return frame('C', Buffer.from('S'), name)
}
