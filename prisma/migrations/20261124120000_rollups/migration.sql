-- A payment carries the plan it paid for; and sums by day and month, kept exact by every write, so that no
-- analytics question reads the events themselves. Portable and idempotent like the migrations before.

ALTER TABLE paymenthistory ADD COLUMN IF NOT EXISTS subscription_id INT8;

-- What is known of payments made before: the plan their user is on.
UPDATE paymenthistory SET subscription_id = (
  SELECT u.subscription_id FROM users AS u WHERE u.user_id = paymenthistory.user_id
) WHERE subscription_id IS NULL;

ALTER TABLE paymenthistory ALTER COLUMN subscription_id SET NOT NULL;

ALTER TABLE paymenthistory DROP CONSTRAINT IF EXISTS paymenthistory_subscription_id_fkey;

ALTER TABLE paymenthistory ADD CONSTRAINT paymenthistory_subscription_id_fkey FOREIGN KEY (subscription_id)
  REFERENCES subscriptions (subscription_id) ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE INDEX IF NOT EXISTS paymenthistory_subscription_id_idx ON paymenthistory (subscription_id);

CREATE TABLE IF NOT EXISTS watch_title_days (
  day DATE NOT NULL,
  content_id INT8 NOT NULL,
  subscription_id INT8 NOT NULL,
  watches INT8 NOT NULL,
  starters INT8 NOT NULL,
  completers INT8 NOT NULL,
  progress DECIMAL(18, 2) NOT NULL,
  CONSTRAINT watch_title_days_pkey PRIMARY KEY (day, content_id, subscription_id)
);

CREATE TABLE IF NOT EXISTS watch_title_months (
  month DATE NOT NULL,
  content_id INT8 NOT NULL,
  subscription_id INT8 NOT NULL,
  watches INT8 NOT NULL,
  starters INT8 NOT NULL,
  completers INT8 NOT NULL,
  progress DECIMAL(18, 2) NOT NULL,
  CONSTRAINT watch_title_months_pkey PRIMARY KEY (month, content_id, subscription_id)
);

CREATE TABLE IF NOT EXISTS watch_genre_days (
  day DATE NOT NULL,
  genre TEXT NOT NULL,
  content_type TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  watches INT8 NOT NULL,
  starters INT8 NOT NULL,
  completers INT8 NOT NULL,
  progress DECIMAL(18, 2) NOT NULL,
  CONSTRAINT watch_genre_days_pkey PRIMARY KEY (day, genre, content_type, subscription_id)
);

CREATE TABLE IF NOT EXISTS watch_genre_months (
  month DATE NOT NULL,
  genre TEXT NOT NULL,
  content_type TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  watches INT8 NOT NULL,
  starters INT8 NOT NULL,
  completers INT8 NOT NULL,
  progress DECIMAL(18, 2) NOT NULL,
  CONSTRAINT watch_genre_months_pkey PRIMARY KEY (month, genre, content_type, subscription_id)
);

CREATE TABLE IF NOT EXISTS active_user_days (
  day DATE NOT NULL,
  active_users INT8 NOT NULL,
  CONSTRAINT active_user_days_pkey PRIMARY KEY (day)
);

CREATE TABLE IF NOT EXISTS active_user_months (
  month DATE NOT NULL,
  active_users INT8 NOT NULL,
  CONSTRAINT active_user_months_pkey PRIMARY KEY (month)
);

CREATE TABLE IF NOT EXISTS payment_days (
  day DATE NOT NULL,
  method TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  payments INT8 NOT NULL,
  revenue DECIMAL(18, 2) NOT NULL,
  CONSTRAINT payment_days_pkey PRIMARY KEY (day, method, subscription_id)
);

CREATE TABLE IF NOT EXISTS payment_months (
  month DATE NOT NULL,
  method TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  payments INT8 NOT NULL,
  revenue DECIMAL(18, 2) NOT NULL,
  CONSTRAINT payment_months_pkey PRIMARY KEY (month, method, subscription_id)
);

CREATE TABLE IF NOT EXISTS plan_users (
  subscription_id INT8 NOT NULL,
  users INT8 NOT NULL,
  CONSTRAINT plan_users_pkey PRIMARY KEY (subscription_id)
);

CREATE TABLE IF NOT EXISTS title_reviews (
  content_id INT8 NOT NULL,
  reviews INT8 NOT NULL,
  CONSTRAINT title_reviews_pkey PRIMARY KEY (content_id)
);

CREATE TABLE IF NOT EXISTS watch_deltas (
  delta_id BIGSERIAL NOT NULL,
  day DATE NOT NULL,
  user_id INT8 NOT NULL,
  content_id INT8 NOT NULL,
  subscription_id INT8 NOT NULL,
  watches INT8 NOT NULL,
  starters INT8 NOT NULL,
  completers INT8 NOT NULL,
  progress DECIMAL(18, 2) NOT NULL,
  CONSTRAINT watch_deltas_pkey PRIMARY KEY (delta_id)
);

CREATE TABLE IF NOT EXISTS payment_deltas (
  delta_id BIGSERIAL NOT NULL,
  day DATE NOT NULL,
  method TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  payments INT8 NOT NULL,
  revenue DECIMAL(18, 2) NOT NULL,
  CONSTRAINT payment_deltas_pkey PRIMARY KEY (delta_id)
);

CREATE TABLE IF NOT EXISTS user_deltas (
  delta_id BIGSERIAL NOT NULL,
  subscription_id INT8 NOT NULL,
  users INT8 NOT NULL,
  CONSTRAINT user_deltas_pkey PRIMARY KEY (delta_id)
);

CREATE TABLE IF NOT EXISTS review_deltas (
  delta_id BIGSERIAL NOT NULL,
  content_id INT8 NOT NULL,
  reviews INT8 NOT NULL,
  CONSTRAINT review_deltas_pkey PRIMARY KEY (delta_id)
);

-- The sums of what is there already. Emptied first, so that the statements can be run again.

DELETE FROM watch_title_days;

INSERT INTO watch_title_days (day, content_id, subscription_id, watches, starters, completers, progress)
SELECT (w.watched_on AT TIME ZONE 'UTC')::DATE, w.content_id, u.subscription_id, COUNT(*)::INT8,
  COUNT(CASE WHEN w.progress > 0 THEN 1 END)::INT8, COUNT(CASE WHEN w.progress >= 90 THEN 1 END)::INT8,
  SUM(w.progress)
FROM watchhistory AS w JOIN users AS u ON u.user_id = w.user_id
GROUP BY 1, 2, 3;

DELETE FROM watch_title_months;

INSERT INTO watch_title_months (month, content_id, subscription_id, watches, starters, completers, progress)
SELECT date_trunc('month', day::TIMESTAMP)::DATE, content_id, subscription_id, SUM(watches)::INT8,
  SUM(starters)::INT8, SUM(completers)::INT8, SUM(progress)
FROM watch_title_days GROUP BY 1, 2, 3;

DELETE FROM watch_genre_days;

INSERT INTO watch_genre_days (day, genre, content_type, subscription_id, watches, starters, completers, progress)
SELECT d.day, c.genre, c.content_type, d.subscription_id, SUM(d.watches)::INT8, SUM(d.starters)::INT8,
  SUM(d.completers)::INT8, SUM(d.progress)
FROM watch_title_days AS d JOIN content AS c ON c.content_id = d.content_id GROUP BY 1, 2, 3, 4;

DELETE FROM watch_genre_months;

INSERT INTO watch_genre_months (month, genre, content_type, subscription_id, watches, starters, completers, progress)
SELECT date_trunc('month', day::TIMESTAMP)::DATE, genre, content_type, subscription_id, SUM(watches)::INT8,
  SUM(starters)::INT8, SUM(completers)::INT8, SUM(progress)
FROM watch_genre_days GROUP BY 1, 2, 3, 4;

DELETE FROM active_user_days;

INSERT INTO active_user_days (day, active_users)
SELECT (watched_on AT TIME ZONE 'UTC')::DATE, COUNT(DISTINCT user_id)::INT8 FROM watchhistory GROUP BY 1;

DELETE FROM active_user_months;

INSERT INTO active_user_months (month, active_users)
SELECT date_trunc('month', watched_on AT TIME ZONE 'UTC')::DATE, COUNT(DISTINCT user_id)::INT8
FROM watchhistory GROUP BY 1;

DELETE FROM payment_days;

INSERT INTO payment_days (day, method, subscription_id, payments, revenue)
SELECT (payment_date AT TIME ZONE 'UTC')::DATE, method, subscription_id, COUNT(*)::INT8,
  SUM(amount - refunded_amount)
FROM paymenthistory WHERE status <> 'failed' GROUP BY 1, 2, 3;

DELETE FROM payment_months;

INSERT INTO payment_months (month, method, subscription_id, payments, revenue)
SELECT date_trunc('month', day::TIMESTAMP)::DATE, method, subscription_id, SUM(payments)::INT8, SUM(revenue)
FROM payment_days GROUP BY 1, 2, 3;

DELETE FROM plan_users;

INSERT INTO plan_users (subscription_id, users)
SELECT subscription_id, COUNT(*)::INT8 FROM users GROUP BY 1;

DELETE FROM title_reviews;

INSERT INTO title_reviews (content_id, reviews)
SELECT content_id, COUNT(*)::INT8 FROM reviews GROUP BY 1;
