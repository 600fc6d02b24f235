import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { sendText } from './send-text.ts'

async function answerTo(text: string, init: RequestInit) {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    sendText(request, response, { text, vary: 'accept' })
  })
  onTestFinished(() => {
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is never a string
  const response = await fetch(`http://127.0.0.1:${port}`, init)
  const named = ['content-encoding', 'content-length', 'vary'].map((name) => response.headers.get(name))
  return [await response.text(), ...named]
}

const gzip = { headers: { 'accept-encoding': 'gzip' } }

test('1,024 bytes are compressed for whoever takes that, 1,023 are not', async () => {
  const [long, short] = ['ä'.repeat(512), `a${'ä'.repeat(511)}`]
  expect(await answerTo(long, gzip)).toEqual([long, 'gzip', null, 'accept, accept-encoding'])
  expect(await answerTo(short, gzip)).toEqual([short, null, '1023', 'accept, accept-encoding'])
})

test('what is long is not compressed for whoever does not take it', async () => {
  const long = 'a'.repeat(5_000)
  const identity = { headers: { 'accept-encoding': 'identity' } }
  expect(await answerTo(long, identity)).toEqual([long, null, '5000', 'accept, accept-encoding'])
})

test('whoever has gone is sent nothing, and nothing is compressed for them', async () => {
  const sent = new Promise<ServerResponse>((resolve) => {
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json')
      response.on('close', () => {
        sendText(request, response, { text: 'a'.repeat(5_000), vary: 'accept' })
        resolve(response)
      })
      request.socket.destroy()
      server.close()
    })
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // a TCP server's address is never a string
      fetch(`http://127.0.0.1:${port}`, gzip).catch(() => {})
    })
  })
  const { headersSent, writableEnded } = await sent
  expect([headersSent, writableEnded]).toEqual([false, false])
})

test('HEAD has the length of the text and no text', async () => {
  expect(await answerTo('four', { method: 'HEAD' })).toEqual(['', null, '4', 'accept, accept-encoding'])
  const long = 'a'.repeat(5_000)
  expect(await answerTo(long, { ...gzip, method: 'HEAD' })).toEqual([
    '',
    null,
    '5000',
    'accept, accept-encoding',
  ])
})
