/**
 * What a text has that cannot be stored or shown. One set of rules for whatever way text comes in: requests, data sets,
 * scenarios, commands.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds every character but this one
const zeroCharacter = /\u0000/

/** Half of a character that UTF-16 writes as two. No engine can store it. */
const halfCharacter = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Ends of lines and paragraphs too: a name is one line. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Marks that turn the direction of the text around them (embeddings, overrides and isolates of Unicode's UAX #9): a name could show as another. */
const direction = /[\u202A-\u202E\u2066-\u2069]/

/** All that shows nothing by itself; the pattern for braille without dots is blank, too. */
const invisible = /^[\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+$/u

/** Of a text for people, of several lines if they like. @returns what it must be without, undefined when it fits */
export function textFault(text: string): string | undefined {
  if (zeroCharacter.test(text)) return 'without zero characters'
  if (halfCharacter.test(text)) return 'without halves of characters'
  return undefined
}

/** Of a name or title: one line that people can see and tell from others. @returns as `textFault` */
export function nameFault(text: string): string | undefined {
  if (halfCharacter.test(text)) return 'without halves of characters'
  if (control.test(text)) return 'without control characters'
  if (direction.test(text)) return 'without characters that turn the direction of text'
  if (invisible.test(text)) return 'with a character that can be seen'
  return undefined
}

/** Whether a text has the form of an e-mail address, all of which can be seen. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text) && !/[\p{C}\p{Default_Ignorable_Code_Point}]/u.test(text)
}
