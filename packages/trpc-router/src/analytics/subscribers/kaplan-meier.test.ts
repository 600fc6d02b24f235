import { expect, test } from 'vitest'
import { kaplanMeier } from './kaplan-meier.ts'

const row = (months: number, at_risk_customers: number, churned_customers: number) => ({
  months,
  at_risk_customers,
  churned_customers,
})

test('shares multiply, and the interval is Greenwood’s on the scale log(−log)', () => {
  const [, , second] = kaplanMeier([row(0, 100, 0), row(1, 100, 10), row(2, 50, 5)])
  // 0.9 × 0.9 = 0.81; variance 10/(100·90) + 5/(50·45) = 0.00333333; spread 1.959964 × 0.0577350 ÷ ln 0.81 = −0.5370;
  // 0.81 ^ e^0.5370 = 0.81 ^ 1.7109 = 0.6973, 0.81 ^ 0.5845 = 0.8841.
  expect(second).toMatchObject({ survival: 0.81, survival_low: 0.6973, survival_high: 0.8841 })
})

test('where nobody was lost, or nobody is left, there is no interval', () => {
  expect(kaplanMeier([row(0, 7, 0), row(1, 7, 7)])).toMatchObject([
    { survival: 1, survival_low: 1, survival_high: 1 },
    { survival: 0, survival_low: 0, survival_high: 0 },
  ])
})
