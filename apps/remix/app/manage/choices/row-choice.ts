import type { Caller } from '@streaming/trpc-router/server'

/** Users and titles as forms name them: by name, by e-mail address, or by id. */

export type ChoiceKind = 'user' | 'title'

/** A row that a form can name. */
export interface Choice {
  id: string
  name: string
  /** Beside the name, so that rows of one name are told apart. */
  detail: string
}

export function isChoiceKind(kind: string | undefined): kind is ChoiceKind {
  return kind === 'user' || kind === 'title'
}

/** A short name is part of many others: all that a list answers at once are looked through. */
const lookedThrough = 5_000

/** Rows whose name has the text, or whose e-mail address or id it is. */
export async function findChoices(
  caller: Caller,
  kind: ChoiceKind,
  search: string,
  limit = lookedThrough,
): Promise<Choice[]> {
  if (kind === 'user') {
    const { items } = await caller.users.list({ search, limit })
    return items.map(({ user_id, name, email }) => ({ id: user_id, name, detail: email }))
  }
  const { items } = await caller.content.list({ search, limit })
  return items.map(({ content_id, title, content_type, release_year }) => ({
    id: content_id,
    name: title,
    detail: `${content_type}, ${release_year}`,
  }))
}

/** How a suggestion stands in the field: with its id, so that it names one row. */
export function choiceText({ name, id }: Pick<Choice, 'name' | 'id'>): string {
  return `${name} · id ${id}`
}
