/** Filters of text in any case, for Prisma Client, which makes ILIKE of `equals` too: so its wildcards are escaped. */

interface AnyCase {
  mode: 'insensitive'
}

export function equalsInAnyCase(text: string): { equals: string } & AnyCase {
  return { equals: withoutWildcards(text), mode: 'insensitive' }
}

export function containsInAnyCase(text: string): { contains: string } & AnyCase {
  return { contains: withoutWildcards(text), mode: 'insensitive' }
}

/** Rows of the plan with this name; all without one. */
export function onPlan(
  name: string | undefined,
): { plan: { name: ReturnType<typeof equalsInAnyCase> } } | undefined {
  return name === undefined ? undefined : { plan: { name: equalsInAnyCase(name) } }
}

function withoutWildcards(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
