import { createServer } from 'node:http'
import pg from 'pg'
import type { Statement } from './statement.ts'

/**
 * The least that can answer a question over HTTP: node:http, pg, the same SQL. Its argument is JSON: the database's
 * URL, and the statements of each path, of which the last one is the answer. It prints its port.
 */
const { url, statements }: { url: string; statements: Record<string, Statement[]> } = JSON.parse(
  process.argv[2] ?? '{}',
)
const pool = new pg.Pool({ connectionString: url, max: 10 })

const server = createServer(async (request, response) => {
  const asked = statements[request.url ?? '']
  if (asked === undefined) return response.writeHead(404).end()
  let rows: unknown[] = []
  for (const statement of asked) rows = (await pool.query(statement)).rows
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify(server.address())}\n`))
