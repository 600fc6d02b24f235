-- Which simulated service the tables hold, so that a half-loaded one is known as such and a whole one can be
-- held against what it was made from. Portable and idempotent like the migrations before.

CREATE TABLE IF NOT EXISTS simulations (
  checksum TEXT NOT NULL,
  scenario TEXT NOT NULL,
  seed INT8 NOT NULL,
  state TEXT NOT NULL,
  row_count INT8 NOT NULL,
  started_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT simulations_pkey PRIMARY KEY (checksum),
  CONSTRAINT simulations_state_check CHECK (state IN ('loading', 'complete'))
);
