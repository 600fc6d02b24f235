import { z } from 'zod'

/** Kinds of knobs. Faults name what is allowed; the path and what came are told by whoever reports them. */

export function from(least: number, most: number) {
  const allowed = `expected ${least} to ${most}`
  return z.number(allowed).min(least, allowed).max(most, allowed)
}

export function whole(least: number, most: number) {
  const allowed = `expected a whole number from ${least} to ${most}`
  return z.int(allowed).min(least, allowed).max(most, allowed)
}

/** @param faultOf what a text must be without, undefined when it fits */
export function text(least: number, most: number, faultOf: (given: string) => string | undefined) {
  const allowed = `expected a text of ${least} to ${most} characters`
  return z
    .string(allowed)
    .trim()
    .min(least, allowed)
    .max(most, allowed)
    .superRefine((given, context) => {
      const fault = faultOf(given)
      if (fault !== undefined) context.addIssue({ code: 'custom', message: `expected a text ${fault}` })
    })
}

export function matching(form: RegExp, allowed: string) {
  return z.string(allowed).regex(form, allowed)
}

export function list<Item extends z.ZodType>(item: Item, least: number, most: number) {
  const allowed = `expected a list of ${least} to ${most}`
  return z.array(item, allowed).min(least, allowed).max(most, allowed)
}

export function knobs<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, `expected an object of ${Object.keys(shape).join(', ')}`)
}

export const share = from(0, 1)
