-- What payments say of customers from month to month and from day to day, of cohorts, and of failed charges, trials and refunds.
-- Portable and idempotent like the migrations before.
-- Rollups are made anew after it.

CREATE TABLE IF NOT EXISTS customer_movement_months (
  month DATE NOT NULL,
  movement TEXT NOT NULL,
  previous_subscription_id INT8 NOT NULL,
  subscription_id INT8 NOT NULL,
  customers INT8 NOT NULL,
  previous_mrr DECIMAL(18, 2) NOT NULL,
  mrr DECIMAL(18, 2) NOT NULL,
  CONSTRAINT customer_movement_months_pkey PRIMARY KEY (month, movement, previous_subscription_id, subscription_id)
);

CREATE TABLE IF NOT EXISTS cohort_months (
  cohort DATE NOT NULL,
  month DATE NOT NULL,
  movement TEXT NOT NULL,
  is_first_spell BOOL NOT NULL,
  customers INT8 NOT NULL,
  previous_mrr DECIMAL(18, 2) NOT NULL,
  mrr DECIMAL(18, 2) NOT NULL,
  CONSTRAINT cohort_months_pkey PRIMARY KEY (cohort, month, movement, is_first_spell)
);

CREATE TABLE IF NOT EXISTS customer_days (
  day DATE NOT NULL,
  active_change INT8 NOT NULL,
  churned_change INT8 NOT NULL,
  new_change INT8 NOT NULL,
  CONSTRAINT customer_days_pkey PRIMARY KEY (day)
);

CREATE TABLE IF NOT EXISTS billing_days (
  day DATE NOT NULL,
  method TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  failed_charges INT8 NOT NULL,
  failure_cases INT8 NOT NULL,
  recovered_cases INT8 NOT NULL,
  trials INT8 NOT NULL,
  converted_trials INT8 NOT NULL,
  refunds INT8 NOT NULL,
  refunded DECIMAL(18, 2) NOT NULL,
  CONSTRAINT billing_days_pkey PRIMARY KEY (day, method, subscription_id)
);

CREATE TABLE IF NOT EXISTS billing_months (
  month DATE NOT NULL,
  method TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  failed_charges INT8 NOT NULL,
  failure_cases INT8 NOT NULL,
  recovered_cases INT8 NOT NULL,
  trials INT8 NOT NULL,
  converted_trials INT8 NOT NULL,
  refunds INT8 NOT NULL,
  refunded DECIMAL(18, 2) NOT NULL,
  CONSTRAINT billing_months_pkey PRIMARY KEY (month, method, subscription_id)
);

CREATE TABLE IF NOT EXISTS customer_deltas (
  minute TIMESTAMPTZ(3) NOT NULL,
  shard INT2 NOT NULL,
  delta_id BIGSERIAL NOT NULL,
  month DATE NOT NULL,
  movement TEXT NOT NULL,
  previous_subscription_id INT8 NOT NULL,
  subscription_id INT8 NOT NULL,
  cohort DATE NOT NULL,
  is_first_spell BOOL NOT NULL,
  customers INT8 NOT NULL,
  previous_mrr DECIMAL(18, 2) NOT NULL,
  mrr DECIMAL(18, 2) NOT NULL,
  CONSTRAINT customer_deltas_pkey PRIMARY KEY (minute, shard, delta_id)
);

CREATE TABLE IF NOT EXISTS customer_day_deltas (
  minute TIMESTAMPTZ(3) NOT NULL,
  shard INT2 NOT NULL,
  delta_id BIGSERIAL NOT NULL,
  day DATE NOT NULL,
  active_change INT8 NOT NULL,
  churned_change INT8 NOT NULL,
  new_change INT8 NOT NULL,
  CONSTRAINT customer_day_deltas_pkey PRIMARY KEY (minute, shard, delta_id)
);

CREATE TABLE IF NOT EXISTS billing_deltas (
  minute TIMESTAMPTZ(3) NOT NULL,
  shard INT2 NOT NULL,
  delta_id BIGSERIAL NOT NULL,
  day DATE NOT NULL,
  method TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  failed_charges INT8 NOT NULL,
  failure_cases INT8 NOT NULL,
  recovered_cases INT8 NOT NULL,
  trials INT8 NOT NULL,
  converted_trials INT8 NOT NULL,
  refunds INT8 NOT NULL,
  refunded DECIMAL(18, 2) NOT NULL,
  CONSTRAINT billing_deltas_pkey PRIMARY KEY (minute, shard, delta_id)
);

INSERT INTO delta_bounds (fact, minute) VALUES
  ('customer', '2000-01-01T00:00:00Z'), ('customer_day', '2000-01-01T00:00:00Z'), ('billing', '2000-01-01T00:00:00Z')
ON CONFLICT (fact) DO NOTHING;
