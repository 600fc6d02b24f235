/** How many of the months have a day, over all months: 29 February is there in 97 of 400 years (Gregorian calendar). */
const monthsWith: Readonly<Record<number, number>> = { 29: (11 + 97 / 400) / 12, 30: 11 / 12, 31: 7 / 12 }

/**
 * How many customers are charged on a day, over an ordinary one. A monthly plan is charged on the day of the month on which it began, or
 * on the month’s last where that is shorter: where customers begin evenly over the year, 3.4 times as many on 28 February, and few on
 * a 31st.
 * @param date `YYYY-MM-DD`
 */
export function billingDayWeight(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const weight = (of: number) => monthsWith[of] ?? 1
  if (day < last) return weight(day)
  let sum = 0
  for (let of = day; of <= 31; of++) sum += weight(of)
  return sum
}
