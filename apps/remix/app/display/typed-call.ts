/** The call of the typed client that asks the same. @param procedure dotted, such as `analytics.topContent` */
export function typedCall(procedure: string, input: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(input).map(([name, value]) => `${name}: ${literal(value)}`)
  const given = fields.length === 0 ? '' : `{ ${fields.join(', ')} }`
  return `await client.${procedure}.query(${given})`
}

function literal(value: unknown): string {
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value)
}
