import { databaseSettings, OperatorError, parseEnvironment, runProgram } from '@streaming/db'
import { simulate } from './commands/simulate.ts'
import { simulateReport } from './commands/simulate-report.ts'

const commands = { simulate, 'simulate:report': simulateReport }

await runProgram(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  if (command === undefined)
    throw new OperatorError(`expected ${Object.keys(commands).join(' or ')}, got ${JSON.stringify(name)}`)
  return command(args, parseEnvironment(databaseSettings, process.env))
})
