interface MonthAtRisk {
  months: number
  at_risk_customers: number
  churned_customers: number
}

/** Two-sided 95 % of the normal distribution. */
const z95 = 1.959964

/**
 * The share that survives each month, with its 95 % interval, rounded to four decimals. Pure.
 * Kaplan and Meier, "Nonparametric estimation from incomplete observations" (1958); variance by Greenwood, interval on the scale
 * log(−log) as Kalbfleisch and Prentice have it, which stays within 0 and 1. Where nobody was lost yet, or nobody is left, the interval
 * is the estimate itself: the formula has none there.
 * @param rows months since the start, ascending, with those at risk in each and those lost in it
 */
export function kaplanMeier<Row extends MonthAtRisk>(rows: readonly Row[]) {
  let [survival, variance] = [1, 0]
  return rows.map(({ months, at_risk_customers, churned_customers }) => {
    survival *= 1 - churned_customers / at_risk_customers
    variance += churned_customers / (at_risk_customers * (at_risk_customers - churned_customers))
    const spread = (z95 * Math.sqrt(variance)) / Math.log(survival)
    const end = (sign: 1 | -1) =>
      survival === 1 || survival === 0 ? survival : survival ** Math.exp(sign * spread)
    const [one, other] = [end(1), end(-1)]
    return {
      months,
      at_risk_customers,
      churned_customers,
      survival: rounded(survival),
      survival_low: rounded(Math.min(one, other)),
      survival_high: rounded(Math.max(one, other)),
    }
  })
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
