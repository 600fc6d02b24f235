import { type EffectName, effectNames, type Scenario } from './scenario.ts'

const cache = new WeakMap<Scenario, Readonly<Record<EffectName, boolean>>>()

/** Which effects the scenario has: all but those it is `without`. */
export function effects(scenario: Scenario): Readonly<Record<EffectName, boolean>> {
  let known = cache.get(scenario)
  if (known === undefined) {
    // Object.fromEntries forgets its keys' type; they are effectNames'.
    known = Object.fromEntries(effectNames.map((name) => [name, !scenario.without.includes(name)])) as Record<
      EffectName,
      boolean
    >
    cache.set(scenario, known)
  }
  return known
}
