import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('a program whose reader has gone, as of `| head`, ends without a word', async () => {
  const program = fileURLToPath(new URL('../migrations/main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  const said = text(child.stderr)
  const [code] = await once(child, 'exit')
  expect([await said, code]).toEqual(['', 0])
})
