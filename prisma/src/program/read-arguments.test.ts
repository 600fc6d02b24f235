import { expect, test } from 'vitest'
import { chooseCommand, readArguments } from './read-arguments.ts'

const help = 'Usage: npm run thing'
const read = (...args: string[]) =>
  readArguments({
    args,
    options: {
      name: { type: 'string' },
      'dry-run': { type: 'boolean' },
      quick: { type: 'boolean', short: 'q' },
    },
    allowPositionals: true,
    help,
  })
const commands = { list: 1, create: 2, 'create-key': 3 }

test('options and words are read as Node reads them', () => {
  const { values, positionals } = read('list', '--name=x', '-q')
  expect([{ ...values }, positionals]).toEqual([{ name: 'x', quick: true }, ['list']])
})

test.each([
  [['--nam', 'x'], '"--nam" is not an option. Did you mean --name? There are: --name, --dry-run, --quick'],
  [['--dryrun'], '"--dryrun" is not an option. Did you mean --dry-run?'],
  [['-x'], '"-x" is not an option.'],
  [['--name'], "Option '--name <value>' argument missing"],
  [['--quick=yes'], "Option '-q, --quick' does not take an argument"],
])('%j is refused in words, with the help', (args, message) => {
  expect(() => read(...args)).toThrow(message)
  expect(() => read(...args)).toThrow(help)
})

test('a command is chosen by its name alone', () => {
  expect(chooseCommand(commands, ['create-key'], help)).toBe(3)
  expect(() => chooseCommand(commands, ['lst'], help)).toThrow(
    '"lst" is not a command. Did you mean list? There are: list, create, create-key',
  )
  expect(() => chooseCommand(commands, ['toString'], help)).toThrow('"toString" is not a command')
  expect(() => chooseCommand(commands, [], help)).toThrow('Expected a command: list, create, create-key')
  expect(() => chooseCommand(commands, ['list', 'all'], help)).toThrow('all: not expected after list')
})
