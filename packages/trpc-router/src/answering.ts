import type { z } from 'zod'
import type { Context } from './context.ts'

const answers = new WeakMap<object, z.ZodType>()

/** What the procedure of this resolver answers, if that was said by `answering`. */
export function answerOf(resolver: object): z.ZodType | undefined {
  return answers.get(resolver)
}

/** All that such a resolver gets. */
export interface Call<Input> {
  ctx: Context
  input: Input
}

/**
 * A resolver whose rows were parsed when they came from the database. The schema describes the answer, and types hold the
 * resolver to it, no field more or less; `.output()`, for what is made otherwise, would parse each row once more.
 */
export function answering<Schema extends z.ZodType, Input, Answer extends z.output<Schema>>(
  schema: Schema,
  resolver: (call: Call<Input>) => Promise<Answer & Same<Answer, z.output<Schema>>>,
): (call: Call<Input>) => Promise<z.output<Schema>> {
  answers.set(resolver, schema)
  return resolver
}

/** Identity, which assignability is not: a field more that is optional, or any field at all, can be assigned. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? unknown : never
