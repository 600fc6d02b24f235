import { existsSync } from 'node:fs'
import { OperatorError, readUtf8File } from '@streaming/db'
import { z } from 'zod'
import { scenarioSchema } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'
import type { Simulation } from './simulation.ts'
import { describeFaults } from './simulation-faults.ts'

const seedSchema = z
  .int('expected a whole number from 0 to 4294967295')
  .min(0, 'expected a whole number from 0 to 4294967295')
  .max(2 ** 32 - 1, 'expected a whole number from 0 to 4294967295')
const chosen = z.object({ seed: seedSchema, scenario: scenarioSchema })

/** What is chosen at the command line, as text. */
export interface Choice {
  /** The name of a scenario that comes with the simulator, or a JSON file of knobs. */
  scenario: string
  seed: string
  /** Knobs that go before the scenario's. */
  users?: string | undefined
  months?: string | undefined
  start?: string | undefined
}

/** @throws OperatorError that names each knob out of range, what came and what is allowed */
export function chooseSimulation({ scenario, seed, users, months, start }: Choice): Simulation {
  const knobs = {
    ...readScenario(scenario),
    ...(users === undefined ? {} : { users: numberIn(users) }),
    ...(months === undefined ? {} : { months: numberIn(months) }),
    ...(start === undefined ? {} : { start }),
  }
  const parsed = chosen.safeParse({ seed: numberIn(seed), scenario: knobs }, { reportInput: true })
  if (!parsed.success)
    throw new OperatorError(
      `Scenario ${scenario} cannot be simulated.\n${describeFaults(parsed.error).replace(/^scenario(\.|: )/gm, '')}`,
    )
  return parsed.data
}

function readScenario(name: string): object {
  const known = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined
  if (known !== undefined) return known.scenario
  if (!existsSync(name))
    throw new OperatorError(
      `scenario: expected one of ${Object.keys(scenarios).join(', ')}, or a JSON file, got ${JSON.stringify(name)}`,
    )
  const json = parseJson(name, readUtf8File(name))
  if (json instanceof Object && !Array.isArray(json)) return json
  throw new OperatorError(`${name}: expected an object of knobs, got ${JSON.stringify(json).slice(0, 80)}`)
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new OperatorError(`${file}: not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** What is no number stays as it came, so that a fault can show it. */
function numberIn(text: string): number | string {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
}
