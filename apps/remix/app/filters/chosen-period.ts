import { type ChosenDays, chooseDays } from './chosen-days.ts'
import { daysOfPeriod, type PeriodName, periods } from './periods.ts'

export interface ChosenPeriod extends ChosenDays {
  /** The period that was chosen by name; undefined where days were, or nothing. */
  period: PeriodName | undefined
}

/**
 * The period that a page's URL asks for: by name, up to the last day of the data, or by days, which win.
 * @param dataUntil undefined or null where there are no data
 */
export function choosePeriod(search: URLSearchParams, dataUntil: string | null | undefined): ChosenPeriod {
  const days = chooseDays(search)
  const asked = search.get('period')?.trim()
  if (!asked || days.start_date !== undefined || days.end_date !== undefined)
    return { ...days, period: undefined }
  const period = periods.find(({ value }) => value === asked)?.value
  if (period === undefined) {
    const names = periods.map(({ value }) => value).join(', ')
    days.notices.push(`No period “${asked.slice(0, 40)}”. There is: ${names}.`)
    return { ...days, period }
  }
  return dataUntil
    ? { ...daysOfPeriod(period, dataUntil), notices: days.notices, period }
    : { ...days, period }
}
