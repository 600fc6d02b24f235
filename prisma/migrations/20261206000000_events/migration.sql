-- What a live service tells as it happens: each event is taken once, whenever and in whatever order it comes.

CREATE TABLE IF NOT EXISTS events (
  event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  happened_at TIMESTAMPTZ(3) NOT NULL,
  taken_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  user_id INT8,
  row_id INT8,
  CONSTRAINT events_pkey PRIMARY KEY (event_id),
  CONSTRAINT events_kind_check CHECK (kind IN ('user_joined', 'plan_changed', 'play_started', 'play_progressed',
    'play_ended', 'review_written', 'charge_succeeded', 'charge_failed'))
);

-- Events that came before the one they follow: who joined, or the play that began.
CREATE TABLE IF NOT EXISTS waiting_events (
  event_id TEXT NOT NULL,
  waits_for TEXT NOT NULL,
  event_json TEXT NOT NULL,
  CONSTRAINT waiting_events_pkey PRIMARY KEY (waits_for, event_id)
);

-- By when an older event that comes later is known.
ALTER TABLE users ADD COLUMN IF NOT EXISTS plan_since TIMESTAMPTZ(3);

ALTER TABLE reviews ADD COLUMN IF NOT EXISTS written_at TIMESTAMPTZ(3);

-- Programs that send events may do nothing else.
ALTER TABLE api_keys DROP CONSTRAINT IF EXISTS api_keys_role_check;

ALTER TABLE api_keys ADD CONSTRAINT api_keys_role_check CHECK (role IN ('admin', 'analyst', 'member', 'ingest'));
