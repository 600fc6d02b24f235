/** Host and database, for logs and people. */
export function withoutCredentials(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/**
 * The URL with our session settings in its `options`, since pg takes those of the URL alone where it has any.
 * A URL may change the timeouts; isolation and zone are what the SQL is written for.
 */
export function withSessionSettings(text: string, statementTimeoutS: number): string {
  const url = new URL(text)
  const given = url.searchParams.get('options') ?? ''
  const timeouts = `-c statement_timeout=${statementTimeoutS}s -c idle_in_transaction_session_timeout=60s`
  // A statement on its own sees one committed state and locks nothing that it reads; transactions ask for their isolation.
  const required = '-c default_transaction_isolation=repeatable\\ read -c timezone=UTC'
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('options='))
  url.search = [...others, `options=${encodeURIComponent(`${timeouts} ${given} ${required}`)}`].join('&')
  return url.href
}
