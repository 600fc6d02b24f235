/**
 * Payments summed by calendar month, UTC, oldest first, with a 0 for each month between in which nothing was paid: so that what
 * was paid at irregular times stands at its time.
 * @param payments in any order; their instants are ISO 8601 in UTC
 * @returns months such as `2024-09`, and whole cents as USD
 */
export function paidByMonth(
  payments: readonly { payment_date: string; amount: number }[],
): { month: string; amount: number }[] {
  const cents = new Map<string, number>()
  for (const { payment_date, amount } of payments) {
    const month = payment_date.slice(0, 7)
    cents.set(month, (cents.get(month) ?? 0) + Math.round(amount * 100))
  }
  const months = [...cents.keys()].sort()
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return []
  const rows: { month: string; amount: number }[] = []
  for (let month = first; month <= last; month = monthAfter(month))
    rows.push({ month, amount: (cents.get(month) ?? 0) / 100 })
  return rows
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1]
  return `${String(nextYear).padStart(4, '0')}-${String(next).padStart(2, '0')}`
}
