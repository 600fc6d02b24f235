/** Zones that are offered; a URL may name any that IANA has. */
export const zones = [
  'UTC',
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Lagos',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
] as const

/** The zone that a page's URL names, UTC where it names none; one that nobody knows is said. @param notices to which that is added */
export function chooseZone(search: URLSearchParams, notices: string[]): string {
  const asked = search.get('zone')?.trim()
  if (!asked) return 'UTC'
  try {
    const known = canonical(asked)
    if (/^[A-Za-z]/.test(asked)) return zones.find((zone) => canonical(zone) === known) ?? known
  } catch {
    // It is said below.
  }
  notices.push(`No zone “${asked.slice(0, 40)}”. There is any of IANA’s, such as Europe/Berlin.`)
  return 'UTC'
}

function canonical(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
}
