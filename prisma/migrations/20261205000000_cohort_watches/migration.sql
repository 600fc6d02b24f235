-- Rollups are made anew after it.

-- What cohorts of customers watch, month by month. A cohort is told by a user's first payment, so what it watched is moved when that
-- changes: by deltas of its own, beside those of watches.

CREATE TABLE IF NOT EXISTS cohort_watch_months (
  cohort DATE NOT NULL,
  month DATE NOT NULL,
  watches INT8 NOT NULL,
  minutes DECIMAL(18, 4) NOT NULL,
  CONSTRAINT cohort_watch_months_pkey PRIMARY KEY (cohort, month)
);

CREATE TABLE IF NOT EXISTS cohort_watch_deltas (
  minute TIMESTAMPTZ(3) NOT NULL,
  shard INT2 NOT NULL,
  delta_id BIGSERIAL NOT NULL,
  cohort DATE NOT NULL,
  month DATE NOT NULL,
  watches INT8 NOT NULL,
  minutes DECIMAL(18, 4) NOT NULL,
  CONSTRAINT cohort_watch_deltas_pkey PRIMARY KEY (minute, shard, delta_id)
);

INSERT INTO delta_bounds (fact, minute) VALUES ('cohort_watch', '2000-01-01T00:00:00Z') ON CONFLICT (fact) DO NOTHING;

-- A write of a payment looks for what its user watched.
CREATE INDEX IF NOT EXISTS user_months_user_idx ON user_months (user_id, month);
