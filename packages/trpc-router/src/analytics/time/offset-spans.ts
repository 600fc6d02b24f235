/** Clocks of zones, in quarters of an hour since 1970-01-01T00:00Z. Pure, but for the zones that the runtime knows. */

const quarterMs = 900_000
/** Changes of clocks are looked for from week to week: some zones have two within a month. */
const step = 7 * 96

export interface OffsetSpan {
  /** First quarter. */
  from: number
  /** First quarter after it. */
  to: number
  /** What local clocks are ahead of UTC, in quarters. */
  offset: number
}

/** Whether the runtime knows the zone. */
export function isZone(zone: string): boolean {
  try {
    return (
      /^[A-Za-z]/.test(zone) &&
      Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
    )
  } catch {
    return false
  }
}

/** The zone's name among those that mean the same: in any case, and by names of former days. */
export function canonicalZone(zone: string): string {
  return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
}

/** By canonical name, of which there are some hundreds. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  clocks.set(zone, clock)
  return clock
}

/** Of the zone's clocks at the beginning of a quarter; parts of a quarter, as there were some before 1972, are rounded off. */
export function offsetAt(zone: string, quarter: number): number {
  const name = clockOf(zone)
    .formatToParts(quarter * quarterMs)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? []
  const quarters = Math.round((Number(hours) * 60 + Number(minutes)) / 15)
  return sign === '-' ? -quarters : quarters
}

/** The spans in which a zone's clocks stand at one offset, from a quarter to the one before another, in order. */
export function offsetSpans(zone: string, from: number, to: number): OffsetSpan[] {
  const spans: OffsetSpan[] = []
  let start = from
  let offset = offsetAt(zone, from)
  for (let at = from; at < to; ) {
    const next = Math.min(at + step, to)
    if (offsetAt(zone, next) === offset) {
      at = next
      continue
    }
    const change = firstChange(zone, at, next, offset)
    spans.push({ from: start, to: Math.min(change, to), offset })
    start = change
    at = change
    offset = offsetAt(zone, change)
  }
  if (start < to) spans.push({ from: start, to, offset })
  return spans
}

/** The first quarter after `at` with another offset; there is one up to `next`. */
function firstChange(zone: string, at: number, next: number, offset: number): number {
  let [same, other] = [at, next]
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    if (offsetAt(zone, middle) === offset) same = middle
    else other = middle
  }
  return other
}

/** The first quarter of a day in a zone: of days that begin an hour late, the first there is. */
export function quarterOfDay(zone: string, day: string): number {
  const local = Date.parse(`${day}T00:00:00Z`) / quarterMs
  // Both offsets around it are tried: local midnight is the earliest quarter that is of the day.
  const candidates = [offsetAt(zone, local - 96), offsetAt(zone, local + 96)].map((offset) => local - offset)
  const isOfDay = (quarter: number) => quarter + offsetAt(zone, quarter) >= local
  const earliest = Math.min(...candidates)
  for (let quarter = earliest; ; quarter++) if (isOfDay(quarter)) return quarter
}
