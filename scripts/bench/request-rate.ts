import { Agent, get } from 'node:http'

const connections = 8

/**
 * Answers a second to one request, asked again and again over eight connections that stay open.
 * @throws when an answer is not 200
 */
export async function requestRate(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const start = performance.now()
  const end = start + seconds * 1_000
  let answers = 0
  const ask = async () => {
    while (performance.now() < end) {
      await once(url, headers, agent)
      answers++
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  agent.destroy()
  return answers / ((performance.now() - start) / 1_000)
}

function once(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.on('error', reject).on('end', resolve).resume()
    }).on('error', reject)
  })
}
