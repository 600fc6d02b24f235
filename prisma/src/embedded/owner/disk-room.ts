import { statfsSync } from 'node:fs'

/**
 * Bytes that stay free for what a transaction in progress and the engine's own bookkeeping still write. An engine that meets a full
 * disk in the middle of a write stops answering, and cannot be interrupted; so it is not let get there.
 */
export const reservedBytes = 48 << 20
/** A new database takes about 40 MB, and needs room to work. */
export const newDatabaseBytes = 128 << 20

const askAgainMs = 50

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Whether a folder's disk has room for a write: asked at most twenty times a second. */
export function roomIn(folder: string): () => boolean {
  let asked = Number.NEGATIVE_INFINITY
  let room = true
  return () => {
    const now = performance.now()
    if (now - asked < askAgainMs) return room
    asked = now
    room = freeBytes(folder) >= reservedBytes
    return room
  }
}
