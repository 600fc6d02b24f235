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
  recurring_revenue:
    'MRR is the sum of what each customer of a month paid last in it. A customer is who paid more than 0 in the month; refunds, failed charges and trials change nothing. ARR is 12 times MRR, ARPU is MRR divided by customers.',
  mrr_movements:
    'New: paid for the first time ever. Reactivation: paid before, but not last month. Expansion and contraction: paid more or less than last month. Churn: paid last month, not this month. A month’s end is its start with all of these, to the cent. Of one plan, who changes it has switched in or out.',
  mrr_retention:
    'Gross churn is contraction and churn divided by the MRR at the start; net churn takes expansion and reactivation off. Retention is what is left of the start, net with expansion, gross without. The quick ratio is what was gained divided by what was lost. Who changes the plan counts as kept; who comes back is in net churn, not in retention. The first month of the data has no start, and no ratios.',
  forecast:
    'Each cohort goes on as cohorts of its age have so far, as many new customers come as in the mean of the last six months, and each pays the ARPU of the last whole month. The same tried on the past gives the error and, from three tries on, the 95 % interval.',
  failed_charges:
    'A case is failed payments of one user without a paid one between them, each within 14 days of the one before. It is recovered when a payment follows within 14 days of the first.',
  refunds:
    'What was given back stands in the month of its payment, from whose revenue it is taken. It never changes who was a customer.',
  trials:
    'A trial is a payment of 0. It is converted when its user has paid since; trials that still run count among all.',
  customer_movements:
    'New: paid for the first time ever. Returned: paid before, but not last month. Left: paid last month, not this month; unpaid are those of them whose last payments failed and were not made good within 14 days.',
  customers_by_plan:
    'Who paid more than 0 in the month, by the plan of their last payment in it. Accounts that do not pay are not among them.',
  customer_churn:
    'By month: customers of the month before who did not pay in this one. By day, as Stripe has it: a payment makes somebody active for 31 days; lost are those active 30 days before who are not now, of these and of those who first paid in the 30 days. The two are not to be compared.',
  survival:
    'By Kaplan and Meier: of those who had stayed without a month’s gap and are observed for so long, the share that stays another month, multiplied up. Who is still there counts as long as is known. The interval is Greenwood’s of 95 %.',
  cohorts:
    'A cohort is the users whose first payment ever was in a month. Each cell is the share of them, or of their first month’s MRR, that pays so many whole months later, also after a gap; or the hours that all of them watched in that month against those of the first.',
  viewing_trend:
    'What was watched, by when it began. Hours are progress × length, of titles whose length is known; views are the sum of progress, 100 % being one. A starter saw more than 0 %, a watcher 70 % and more, a completer 90 % and more; the completion rate is completers divided by starters.',
  viewing_hours:
    'Plays by the weekday and hour at which they began, by the clocks of the zone on that day. Where clocks change, an hour may hold none or twice as many. Days of the period are the zone’s.',
  concurrent_viewers:
    'A play runs from its beginning until its share of its title’s length is over. Running plays are counted at each full quarter of an hour; the most of a day is the largest of its 96 counts. Titles whose length is not known are left out.',
  title_ranking:
    'Titles by a measure of their watches in the period. Gained and lost are the measure less that of the period it is compared with. A title whose length is not known has no hours and comes last.',
  active_users:
    'Distinct users with a watch: on the day, in the seven days up to it, in its calendar month. By month the daily and weekly numbers are means over its days. Stickiness is daily divided by monthly.',
  hours_per_user:
    'Users with a watch in the month, by the hours they watched in it, of titles whose length is known.',
  users_at_risk:
    'Users whose hours in the month are less than half of their own mean of the three months before, where that is an hour or more. The most missing hours come first.',
  genre_supply:
    'Each genre’s share of the titles that are in the catalogue now, and of the hours watched in the period.',
  release_decay:
    'Hours watched in each week since the day of release, per title that was so old within the data; of a week that lies in them in part, that part counts.',
  title_completion:
    'Of the watches of more than 0 %, the share that reached so many percent of the film or episode.',
  title_ratings:
    'Reviews by their rating, rounded to whole points. The interval of the mean is 1.96 standard deviations of it to both sides, from two reviews on.',
  title_plans: 'Watches by the plan that their user was on when they began.',
  title_genres:
    'What else the users of the title’s last hundred watches have watched, by genre: the share of each in their watches of other titles, beside its share in everybody’s.',
  user_months:
    'Paid: a payment of more than 0 did not fail in the month. Trial: one of 0. Failed: all of them failed. Hours are those of titles whose length is known. Months are UTC.',
  user_taste: 'The share of each genre in this user’s watches, and in those of all users.',
  truth:
    'Of simulated data: what the simulator was told or knows of the service, and what the tables say. Events such as a price rise move what is measured; a payment that slips into the next month counts as lost and as come back, and who comes back within a month was never lost. Each metric’s definition, and of when it is, is in the numbers.',
  alerts:
    'Each day’s watches, hours, trials, revenue and first failures of charges are held against the median of the eight same weekdays before, times the level of the last four weeks over that of the eight; revenue and failures by how many billing days of monthly plans fall on the day, where that explains more. Out of the ordinary is what is more than five robust standard deviations away, by how far the eight weeks before were off, and more than chance alone does to counts of that size.',
} as const
