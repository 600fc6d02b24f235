import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerGone } from '../../testing/owner-gone.ts'
import { type Attachment, attach } from '../owner/attach.ts'

// psql comes with PostgreSQL, so these belong to the suite that needs it; the database is the embedded one.

let folder: string
let attachment: Attachment

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'streaming-psql-'))
  attachment = await attach(folder)
})
afterAll(async () => {
  await attachment.release()
  await ownerGone(folder)
  rmSync(folder, { recursive: true })
})

async function psql(script: string): Promise<string> {
  const child = spawn('psql', [attachment.url, '-At'], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(script)
  return text(child.stdout)
}

test('psql can try \\copy, fail, and go on', async () => {
  const script =
    "CREATE TABLE copied2 (n INT4);\n\\copy copied2 from program 'seq 5'\nSELECT 'after ' || COUNT(*) FROM copied2;\n"
  expect(await psql(script)).toContain('after 0')
})

test('COPY TO STDOUT works', async () => {
  expect(await psql('COPY (SELECT generate_series(1, 3)) TO STDOUT;\n')).toBe('1\n2\n3\n')
})
