-- More of what was watched: who saw most of it, for how long, at which hour, by whom in a month, by how many at once.
-- Portable and idempotent like the migrations before.
-- Rollups are made anew after it.

ALTER TABLE watch_title_days ADD COLUMN IF NOT EXISTS watchers INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_title_months ADD COLUMN IF NOT EXISTS watchers INT8 NOT NULL DEFAULT 0;

ALTER TABLE title_months ADD COLUMN IF NOT EXISTS watchers INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_genre_days ADD COLUMN IF NOT EXISTS watchers INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_genre_days ADD COLUMN IF NOT EXISTS timed_watches INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_genre_days ADD COLUMN IF NOT EXISTS minutes DECIMAL(18, 4) NOT NULL DEFAULT 0;

ALTER TABLE watch_genre_months ADD COLUMN IF NOT EXISTS watchers INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_genre_months ADD COLUMN IF NOT EXISTS timed_watches INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_genre_months ADD COLUMN IF NOT EXISTS minutes DECIMAL(18, 4) NOT NULL DEFAULT 0;

ALTER TABLE watch_deltas ADD COLUMN IF NOT EXISTS watchers INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_deltas ADD COLUMN IF NOT EXISTS quarter INT8 NOT NULL DEFAULT 0;

ALTER TABLE watch_deltas ADD COLUMN IF NOT EXISTS percent INT8 NOT NULL DEFAULT 0;

CREATE INDEX IF NOT EXISTS watch_genre_days_genre_idx ON watch_genre_days (genre, day);

CREATE INDEX IF NOT EXISTS watch_title_days_title_idx ON watch_title_days (content_id, day);

CREATE TABLE IF NOT EXISTS watch_quarters (
  quarter INT8 NOT NULL,
  watches INT8 NOT NULL,
  minutes DECIMAL(18, 4) NOT NULL,
  CONSTRAINT watch_quarters_pkey PRIMARY KEY (quarter)
);

CREATE TABLE IF NOT EXISTS user_months (
  month DATE NOT NULL,
  user_id INT8 NOT NULL,
  watches INT8 NOT NULL,
  minutes DECIMAL(18, 4) NOT NULL,
  CONSTRAINT user_months_pkey PRIMARY KEY (month, user_id)
);

CREATE TABLE IF NOT EXISTS title_percents (
  content_id INT8 NOT NULL,
  percent INT8 NOT NULL,
  starters INT8 NOT NULL,
  CONSTRAINT title_percents_pkey PRIMARY KEY (content_id, percent)
);

CREATE TABLE IF NOT EXISTS release_weeks (
  week INT8 NOT NULL,
  genre TEXT NOT NULL,
  content_type TEXT NOT NULL,
  watches INT8 NOT NULL,
  minutes DECIMAL(18, 4) NOT NULL,
  CONSTRAINT release_weeks_pkey PRIMARY KEY (week, genre, content_type)
);

CREATE TABLE IF NOT EXISTS viewer_quarters (
  quarter INT8 NOT NULL,
  viewer_change INT8 NOT NULL,
  CONSTRAINT viewer_quarters_pkey PRIMARY KEY (quarter)
);

CREATE TABLE IF NOT EXISTS viewer_days (
  day_start INT8 NOT NULL,
  first_quarter INT8 NOT NULL,
  rise INT8 NOT NULL,
  viewer_change INT8 NOT NULL,
  CONSTRAINT viewer_days_pkey PRIMARY KEY (day_start)
);

CREATE TABLE IF NOT EXISTS active_user_weeks (
  last_day DATE NOT NULL,
  active_users INT8 NOT NULL,
  CONSTRAINT active_user_weeks_pkey PRIMARY KEY (last_day)
);

CREATE TABLE IF NOT EXISTS viewer_deltas (
  minute TIMESTAMPTZ(3) NOT NULL,
  shard INT2 NOT NULL,
  delta_id BIGSERIAL NOT NULL,
  quarter INT8 NOT NULL,
  viewer_change INT8 NOT NULL,
  CONSTRAINT viewer_deltas_pkey PRIMARY KEY (minute, shard, delta_id)
);

INSERT INTO delta_bounds (fact, minute) VALUES ('viewer', '2000-01-01T00:00:00Z') ON CONFLICT (fact) DO NOTHING;
