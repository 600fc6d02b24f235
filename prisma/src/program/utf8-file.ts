import { isUtf8 } from 'node:buffer'
import { createReadStream, readFileSync } from 'node:fs'
import { OperatorError } from './operator-error.ts'

/** Files that people give to a program: text in UTF-8, or refused with the place at which they are not. */

/** @throws OperatorError when the file cannot be read or is not UTF-8. A byte order mark is left out. */
export function readUtf8File(path: string): string {
  return utf8Text(readBytes(path), path)
}

/** @throws OperatorError */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw unreadable(path, error)
  }
}

/**
 * @param line of the file, from 1, with which the bytes begin
 * @throws OperatorError that names the line and the byte which is not UTF-8
 */
export function utf8Text(bytes: Buffer, path: string, line = 1): string {
  if (!isUtf8(bytes)) throw notUtf8(path, bytes, line)
  try {
    return new TextDecoder().decode(bytes)
  } catch (error) {
    throw unreadable(path, error) // longer than a text can be
  }
}

/** Bytes; longer ones are in no file of lines. */
const longestLine = 64 << 20

/**
 * The text of a file of any size, in parts of whole lines.
 * @throws OperatorError as `readUtf8File`, and for a line of over 64 MiB
 */
export async function* utf8Lines(path: string): AsyncGenerator<string> {
  let line = 1
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const bytes: Buffer = Buffer.concat([rest, part])
      const end = bytes.lastIndexOf(10) + 1
      rest = bytes.subarray(end)
      if (rest.length > longestLine)
        throw new OperatorError(`${path}, line ${line}: expected at most ${longestLine} bytes in a line`)
      if (end === 0) continue
      const lines = bytes.subarray(0, end)
      yield utf8Text(lines, path, line)
      line += lineEnds(lines)
    }
  } catch (error) {
    throw error instanceof OperatorError ? error : unreadable(path, error)
  }
  if (rest.length > 0) yield utf8Text(rest, path, line)
}

function notUtf8(path: string, bytes: Buffer, firstLine: number): OperatorError {
  const at = firstFault(bytes)
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  const line = firstLine + lineEnds(bytes.subarray(0, at))
  return new OperatorError(
    `${path}, line ${line}: expected UTF-8, got the byte 0x${byte}. Save the file as UTF-8.`,
  )
}

/** Where the first character begins that is not UTF-8: found by halves, since a prefix may go on as UTF-8 or may not. */
function firstFault(bytes: Buffer): number {
  const isPrefixRight = (length: number) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true })
      return true
    } catch {
      return false
    }
  }
  let [right, wrong] = [0, bytes.length + 1]
  while (wrong - right > 1) {
    const middle = (right + wrong) >>> 1
    if (isPrefixRight(middle)) right = middle
    else wrong = middle
  }
  while (!isUtf8(bytes.subarray(0, right))) right--
  return right
}

function lineEnds(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return count
}

function unreadable(path: string, error: unknown): OperatorError {
  return new OperatorError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
}
