/** The nine questions that the overview asks, as the path of one batch. */
export function overviewBatch(): string {
  const asked: [string, object][] = [
    ['filterOptions', {}],
    ['monthlySummary', {}],
    ['subscriptions', {}],
    ['revenueTrends', { granularity: 'month', fill: true }],
    ['popularContentOverTime', { month: '2026-03', limit: 8 }],
    ['topContent', { limit: 8 }],
    ['watchHistoryGenre', { limit: 8 }],
    ['paymentMethodDistribution', {}],
    ['paymentsTrend', { fill: true }],
  ]
  const names = asked.map(([name]) => `analytics.${name}`).join(',')
  const inputs = JSON.stringify(Object.fromEntries(asked.map(([, input], index) => [index, input])))
  return `/trpc/${names}?batch=1&input=${encodeURIComponent(inputs)}`
}
