import type { Caller } from '@streaming/trpc-router/server'
import type { FormField } from '../resource.ts'
import { type Choice, type ChoiceKind, choiceText, findChoices, isChoiceKind } from './row-choice.ts'

const offered = 3

/**
 * Puts ids in the place of the names that were typed for users and titles. A text that names none, or several, is a fault of its
 * field and stays as it is; one that is empty is the router's to judge.
 */
export async function resolveChoices(
  caller: Caller,
  fields: readonly FormField[],
  values: Record<string, string>,
): Promise<{ values: Record<string, string>; faults: Record<string, string> }> {
  const resolved = { ...values }
  const faults: Record<string, string> = {}
  for (const { name, kind } of fields) {
    const text = values[name]?.trim() ?? ''
    if (!isChoiceKind(kind) || text === '') continue
    const found = await named(caller, kind, text)
    if (found.id === undefined) faults[name] = found.fault
    else resolved[name] = found.id
  }
  return { values: resolved, faults }
}

/** @returns the one row, or why there is not one */
async function named(
  caller: Caller,
  kind: ChoiceKind,
  text: string,
): Promise<{ id: string } | { id: undefined; fault: string }> {
  const only = /^id (\d{1,19})$/.exec(text)?.[1]
  if (only !== undefined) return { id: only }
  const [, name = text, id] = /^(.+) · id (\d{1,19})$/s.exec(text) ?? []
  const near = await findChoices(caller, kind, name)
  const suggested = near.find((choice) => choice.id === id && choice.name === name)
  if (suggested !== undefined) return suggested
  const same = (other: string) => other.toLowerCase() === text.toLowerCase()
  const exact = near.filter((choice) => same(choice.name) || (kind === 'user' && same(choice.detail)))
  const no = (fault: string) => ({ id: undefined, fault })
  // A film may be called 1917: digits are an id only where they are nobody else's name.
  if (/^\d+$/.test(text))
    return exact.every((choice) => choice.id === text)
      ? { id: text }
      : no(`It is a name, too. Write which one: id ${text}, or ${listed(exact)}.`)
  const [first, ...others] = exact
  if (first !== undefined)
    return others.length === 0
      ? first
      : no(`${exact.length} have this name. Write which one: ${listed(exact)}.`)
  return near.length === 0
    ? no(`There is no ${kind} of this name or id.`)
    : no(`There is no ${kind} of just this name. There is: ${listed(near)}.`)
}

function listed(choices: readonly Choice[]): string {
  const texts = choices.slice(0, offered).map((choice) => `${choiceText(choice)} (${choice.detail})`)
  return texts.join('; ')
}
