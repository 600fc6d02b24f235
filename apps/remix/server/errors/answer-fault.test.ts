import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { expect, test } from 'vitest'
import { answerFault } from './answer-fault.ts'

test('a fault after the answer began cuts it, so that no client takes a part for the whole, and is logged once', async () => {
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line) => lines.push(line) })
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-length': 10 }).write('half')
    answerFault(logger, new Error('the rest is lost'), request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // of a server that listens on a port
  const answer = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text())
  await expect(answer).rejects.toThrow()
  expect(lines.map((line) => JSON.parse(line).err.message)).toEqual(['the rest is lost'])
  server.close()
})
