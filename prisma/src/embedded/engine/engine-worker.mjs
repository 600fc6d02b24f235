// @ts-check
// One thread for the engine: its calls are synchronous and would stop the sockets.
// Plain JavaScript, because loaders for TypeScript do not reach worker threads on Node 20.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

const port = parentPort
if (port === null) throw new Error('engine-worker runs as a worker thread only')

const engine = await PGlite.create({ dataDir: workerData.folder, relaxedDurability: false })

port.on('message', async (/** @type {Uint8Array | 'close'} */ request) => {
  if (request === 'close') {
    await engine.close()
    port.close()
    return
  }
  const answer = (await engine.execProtocolRaw(request)).slice()
  port.postMessage(answer, [answer.buffer])
})
port.postMessage('open')
