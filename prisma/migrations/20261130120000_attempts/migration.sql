-- Failures to sign in and to give the current password are counted here, so that several servers allow no more of them than one.

CREATE TABLE IF NOT EXISTS attempts (
  key TEXT NOT NULL,
  points INT4 NOT NULL,
  expire TIMESTAMPTZ(3),
  CONSTRAINT attempts_pkey PRIMARY KEY (key)
);
