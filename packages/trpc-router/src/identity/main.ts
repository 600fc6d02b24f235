import {
  chooseCommand,
  connect,
  type Database,
  databaseSettings,
  ensureMigrated,
  OperatorError,
  parseEnvironment,
  readArguments,
  runProgram,
} from '@streaming/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { commandLine } from '../procedure/actor.ts'
import { email, instant, line } from '../procedure/fields/fields.ts'
import { Id } from '../procedure/fields/schemas.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../resources/api-key-rules.ts'
import type { Writer } from '../resources/write.ts'
import { keyRoles } from './key-roles.ts'
import { createOperator, deleteOperator, listOperators, operatorRole, resetPassword } from './operators.ts'

const help = `Usage: npm run operators -- COMMAND [OPTIONS]

Who runs the service, and which programs may use it.

  create --email EMAIL --name NAME --role admin|analyst   makes an operator and prints their password, once
  list                                                    lists the operators
  reset --email EMAIL                                     makes a new password, prints it, ends their sessions
  delete --email EMAIL                                    deletes an operator; the last admin stays

  create-key --name NAME --role admin|analyst|member|ingest [--user ID] [--expires INSTANT]
                                                          makes an API key and prints it, once, on standard output
  list-keys                                               lists the API keys
  revoke-key --id ID                                      ends an API key

A member's key reaches the data of one user: --user. npm run -s prints the key and nothing else.
DATABASE_URL names the database; without it, it is the embedded one in DATA_DIR (default .data).
`

const options = {
  email: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  user: { type: 'string' },
  expires: { type: 'string' },
  id: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

type Given = { [Name in Exclude<keyof typeof options, 'help'>]?: string | undefined }

const commands: Record<string, (writer: Writer, given: Given) => Promise<void>> = {
  async create(writer, given) {
    const shape = { email, name: line('a name', ''), role: operatorRole }
    const operator = await createOperator(writer, read(shape, given))
    sayPassword(operator)
  },
  async list({ database }) {
    for (const { email, name, role } of await listOperators(database))
      say(`${role.padEnd(8)} ${email}  ${name}`)
  },
  async reset(writer, given) {
    sayPassword(await resetPassword(writer, read({ email }, given)))
  },
  async delete(writer, given) {
    const { email: gone } = await deleteOperator(writer, read({ email }, given))
    say(`${gone} is deleted.`)
  },
  async 'create-key'(writer, given) {
    const role = z.enum(keyRoles, 'expected admin, analyst, member or ingest')
    const shape = { name: line('a name', '', 100), role, user: Id.optional(), expires: instant.optional() }
    const { name, role: chosen, user: user_id, expires: expires_at } = read(shape, given)
    say((await createApiKey(writer, { name, role: chosen, user_id, expires_at })).key)
  },
  async 'list-keys'({ database }) {
    for (const key of await listApiKeys(database)) {
      const end = key.revoked_at === null ? (key.expires_at ?? 'no expiry') : `revoked ${key.revoked_at}`
      const owner = key.user_id === null ? '' : `  user ${key.user_id}`
      say(
        `${key.api_key_id.padEnd(4)} ${key.role.padEnd(8)} ${key.name}${owner}  ${end}  last used ${key.last_used_at ?? 'never'}`,
      )
    }
  },
  async 'revoke-key'(writer, given) {
    const { name } = await revokeApiKey(writer, read({ id: Id }, given).id)
    say(`The key ${name} is revoked.`)
  },
}

/** @throws OperatorError naming each option that does not fit or does not belong to the command */
function read<Shape extends z.ZodRawShape>(shape: Shape, given: Given) {
  const parsed = z.strictObject(shape).safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${issue.keys.map((key) => `--${key}`).join(', ')}: not an option of this command`
      : `--${issue.path.join('.')}: ${issue.message}`,
  )
  throw new OperatorError(`${faults.join('; ')}\n\n${help}`)
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments({ options, allowPositionals: true, help })
  const { help: asked, ...given } = values
  if (asked) {
    process.stdout.write(help)
    return 0
  }
  const command = chooseCommand(commands, positionals, help)
  const settings = parseEnvironment(databaseSettings, process.env)
  const database = await connect(settings)
  try {
    await ensureMigrated(database, settings)
    await command(writerOf(database), given)
    return 0
  } catch (error) {
    // A rule's refusal is for the person at the terminal.
    throw error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR'
      ? new OperatorError(error.message)
      : error
  } finally {
    await database.close()
  }
}

function writerOf(database: Database): Writer {
  return { database, actor: commandLine, request_id: `process ${process.pid}` }
}

function sayPassword({ email, password }: { email: string; password: string }): void {
  process.stderr.write(`The password of ${email}, shown this once:\n`)
  say(password)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

await runProgram(main)
