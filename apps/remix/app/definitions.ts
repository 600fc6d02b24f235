/** The definitions behind the charts, as docs/metrics.md has them. */
export const definitions = {
  subscriptions: 'Users by the plan they are on now. Every plan is listed, also one without users.',
  top_content:
    'Titles by their editorial rating from 0 to 10. The number of reviews by users stands beside it; it does not change the order.',
  popular_content:
    'Popularity in a month is the sum of progress over its watches: 100 is one full view, so ten seconds and two hours do not count alike. Ties go to the title with more watches.',
  revenue:
    'The sum of payments less refunds by payment date, in USD. Days, weeks (from Monday) and months are UTC.',
  genres: 'A watch is one play of a film or an episode, however much of it was seen.',
  methods: 'The number of payments by the method they were made with, without those that failed.',
  monthly: 'Watches by month and title, the most watched of each month first.',
  watches: 'Percent of the film or episode seen in each play, newest first. Times are UTC.',
  payments: 'Payments of this user that did not fail, newest first. Times are UTC.',
} as const
