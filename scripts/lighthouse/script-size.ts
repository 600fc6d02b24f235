import { get } from 'node:http'

/**
 * Bytes of script that a page asks for before its charts, compressed, as they are sent: what its HTML names. Charts are loaded after it
 * can be read.
 * @param url of plain http
 */
export async function scriptSize(url: string): Promise<number> {
  const html = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
  const named = html.match(/\/assets\/[^"]+\.js/g) ?? []
  const sizes = await Promise.all([...new Set(named)].map((path) => bytesSent(new URL(path, url))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Of the answer’s body before it is unpacked, which `fetch` never shows. */
function bytesSent(url: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br, gzip' } }, (response) => {
      let sum = 0
      response.on('data', (chunk: Buffer) => {
        sum += chunk.length
      })
      response.on('end', () =>
        response.statusCode === 200 ? resolve(sum) : reject(new Error(`${url}: ${response.statusCode}`)),
      )
    }).on('error', reject)
  })
}
