-- Deltas are keyed by the minute in which they were written and by a shard, so that the inserts of a cluster spread, and readers
-- begin behind what was folded and deleted: no delta stands before its fact's minute in delta_bounds. Servers of the version before
-- write without a minute, which is refused: stop them first.

CREATE TABLE IF NOT EXISTS delta_bounds (
  fact TEXT NOT NULL,
  minute TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT delta_bounds_pkey PRIMARY KEY (fact)
);

INSERT INTO delta_bounds (fact, minute) VALUES
  ('watch', '2000-01-01T00:00:00Z'), ('payment', '2000-01-01T00:00:00Z'),
  ('user', '2000-01-01T00:00:00Z'), ('review', '2000-01-01T00:00:00Z')
ON CONFLICT (fact) DO NOTHING;

ALTER TABLE watch_deltas ADD COLUMN IF NOT EXISTS minute TIMESTAMPTZ(3) NOT NULL DEFAULT '2000-01-01T00:00:00Z';

ALTER TABLE watch_deltas ADD COLUMN IF NOT EXISTS shard INT2 NOT NULL DEFAULT 0;

ALTER TABLE watch_deltas ALTER COLUMN minute DROP DEFAULT;

ALTER TABLE watch_deltas ALTER COLUMN shard DROP DEFAULT;

ALTER TABLE watch_deltas DROP CONSTRAINT IF EXISTS watch_deltas_pkey,
  ADD CONSTRAINT watch_deltas_pkey PRIMARY KEY (minute, shard, delta_id);

-- What else of a user's day is not folded yet is looked up by the fold of a part.
CREATE INDEX IF NOT EXISTS watch_deltas_user_idx ON watch_deltas (user_id, day);

ALTER TABLE payment_deltas ADD COLUMN IF NOT EXISTS minute TIMESTAMPTZ(3) NOT NULL DEFAULT '2000-01-01T00:00:00Z';

ALTER TABLE payment_deltas ADD COLUMN IF NOT EXISTS shard INT2 NOT NULL DEFAULT 0;

ALTER TABLE payment_deltas ALTER COLUMN minute DROP DEFAULT;

ALTER TABLE payment_deltas ALTER COLUMN shard DROP DEFAULT;

ALTER TABLE payment_deltas DROP CONSTRAINT IF EXISTS payment_deltas_pkey,
  ADD CONSTRAINT payment_deltas_pkey PRIMARY KEY (minute, shard, delta_id);

ALTER TABLE user_deltas ADD COLUMN IF NOT EXISTS minute TIMESTAMPTZ(3) NOT NULL DEFAULT '2000-01-01T00:00:00Z';

ALTER TABLE user_deltas ADD COLUMN IF NOT EXISTS shard INT2 NOT NULL DEFAULT 0;

ALTER TABLE user_deltas ALTER COLUMN minute DROP DEFAULT;

ALTER TABLE user_deltas ALTER COLUMN shard DROP DEFAULT;

ALTER TABLE user_deltas DROP CONSTRAINT IF EXISTS user_deltas_pkey,
  ADD CONSTRAINT user_deltas_pkey PRIMARY KEY (minute, shard, delta_id);

ALTER TABLE review_deltas ADD COLUMN IF NOT EXISTS minute TIMESTAMPTZ(3) NOT NULL DEFAULT '2000-01-01T00:00:00Z';

ALTER TABLE review_deltas ADD COLUMN IF NOT EXISTS shard INT2 NOT NULL DEFAULT 0;

ALTER TABLE review_deltas ALTER COLUMN minute DROP DEFAULT;

ALTER TABLE review_deltas ALTER COLUMN shard DROP DEFAULT;

ALTER TABLE review_deltas DROP CONSTRAINT IF EXISTS review_deltas_pkey,
  ADD CONSTRAINT review_deltas_pkey PRIMARY KEY (minute, shard, delta_id);
