import { type ParseArgsConfig, parseArgs } from 'node:util'
import { closestMatch } from 'leven'
import { OperatorError } from './operator-error.ts'

/** What a program takes, and its help. */
type Arguments = ParseArgsConfig & { args?: string[]; help: string }

/**
 * A program's options and positional words, by Node's own parser.
 * @throws OperatorError that names the word which is no option, and the option it is nearest to
 */
export function readArguments<const Config extends Arguments>({ help, ...config }: Config) {
  const options = config.options ?? {}
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true })
  for (const token of tokens ?? []) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) {
      const names = Object.keys(options).map((name) => `--${name}`)
      throw new OperatorError(`${notAmong(token.rawName, names, 'an option')}\n\n${help}`)
    }
  }
  try {
    return parseArgs<Omit<Config, 'help'>>(config)
  } catch (error) {
    throw new OperatorError(`${error instanceof Error ? error.message : error}\n\n${help}`)
  }
}

/**
 * The command that a program's first positional word names.
 * @throws OperatorError that names the word which is no command, or the one too many
 */
export function chooseCommand<Command>(
  commands: Readonly<Record<string, Command>>,
  [name, ...others]: readonly string[],
  help: string,
): Command {
  if (name === undefined)
    throw new OperatorError(`Expected a command: ${Object.keys(commands).join(', ')}\n\n${help}`)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined)
    throw new OperatorError(`${notAmong(name, Object.keys(commands), 'a command')}\n\n${help}`)
  if (others.length > 0) throw new OperatorError(`${others.join(' ')}: not expected after ${name}\n\n${help}`)
  return command
}

/** Names what came, what is allowed, and what was probably meant. @param kind such as `a command` */
export function notAmong(word: string, allowed: readonly string[], kind: string): string {
  const near = closestMatch(word, allowed, { maxDistance: Math.max(2, Math.floor(word.length / 2)) })
  const guess = near === undefined ? '' : ` Did you mean ${near}?`
  return `${JSON.stringify(word)} is not ${kind}.${guess} There are: ${allowed.join(', ')}`
}
