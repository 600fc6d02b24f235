import { execFileSync } from 'node:child_process'
import { vi } from 'vitest'
import { z } from 'zod'
import type { StartedService } from '../server/testing.ts'

const logLine = z.object({ pid: z.int() })

/** The id of the server's own process, below the scripts that started it; its log says so. */
export function serverPid(service: StartedService): Promise<number> {
  return vi.waitFor(() => {
    const line = service
      .said()
      .split('\n')
      .find((text) => text.startsWith('{'))
    return logLine.parse(JSON.parse(line ?? '')).pid
  })
}

/** Resident memory of a process, in megabytes. */
export function memoryOf(pid: number): number {
  return Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024,
  )
}
