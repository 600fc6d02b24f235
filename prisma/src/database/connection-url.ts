/** Host and database, for logs and people. */
export function withoutCredentials(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/**
 * The URL with our session settings in its `options`, since pg takes those of the URL alone where it has any.
 * A URL may change the timeouts; the rest is what the SQL and the driver's reading of its answers are written for, whatever the
 * server, the database or the user has by default.
 * @param more settings of the same kind, each as `-c name=value`
 */
export function withSessionSettings(
  text: string,
  statementTimeoutS: number,
  more: readonly string[] = [],
): string {
  const url = new URL(text)
  const given = url.searchParams.get('options') ?? ''
  const timeouts = `-c statement_timeout=${statementTimeoutS}s -c idle_in_transaction_session_timeout=60s`
  // A statement on its own sees one committed state and locks nothing that it reads; transactions ask for their isolation.
  const required = [
    '-c default_transaction_isolation=repeatable\\ read',
    '-c timezone=UTC',
    '-c datestyle=ISO',
    '-c intervalstyle=postgres',
    '-c bytea_output=hex',
    '-c extra_float_digits=1',
    '-c standard_conforming_strings=on',
    ...more,
  ].join(' ')
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('options='))
  url.search = [...others, `options=${encodeURIComponent(`${timeouts} ${given} ${required}`)}`].join('&')
  return url.href
}
