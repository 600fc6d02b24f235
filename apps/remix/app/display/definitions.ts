/** The definitions behind the charts, as docs/metrics.md has them. */
export const definitions = {
  subscriptions:
    'Accounts by the plan they are on, or were on when they left. Every plan is listed, also one without accounts.',
  top_content:
    'Titles by their editorial rating from 0 to 10. The number of reviews by users stands beside it; it does not change the order.',
  popular_content:
    'Popularity in a month is the sum of progress over its watches: 100 is one full view, so ten seconds and two hours do not count alike. Ties go to the title with more watches.',
  revenue:
    'The sum of payments less refunds by payment date, in USD. Days, weeks (from Monday) and months are UTC.',
  genres: 'A watch is one play of a film or an episode, however much of it was seen.',
  methods:
    'The number of payments by the method they were made with, without those that failed and without trials.',
  monthly: 'Watches by month and title, the most watched of each month first.',
  watches: 'Percent of the film or episode seen in each play, newest first. Times are UTC.',
  payments:
    'Payments of this user, newest first, without those that failed and without trials. Times are UTC.',
  recommendations:
    'Titles by what was watched up to this moment and what others watched beside it. What was finished, or left at once, is not in the list; where too little is known, what is popular now fills it.',
  similar:
    'Titles that watching this one speaks for most, learnt from what users watch beside each other. A title that hardly anybody watched has titles of its genre and type.',
  rankings:
    'A tenth of each user’s titles was held out of training and looked for among all others. nDCG at 10 is 1 when all that could be found stands first; recall is the share that is found.',
} as const
