-- Recommendations: each training's model, the neighbours of each title by it, and who trains now.
-- Portable and idempotent like the migrations before.

CREATE TABLE IF NOT EXISTS recommendation_models (
  model_version BIGSERIAL NOT NULL,
  state TEXT NOT NULL,
  model TEXT NOT NULL,
  weighting TEXT NOT NULL,
  settings TEXT NOT NULL,
  trained_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  seconds DECIMAL(12, 3) NOT NULL,
  users INT8 NOT NULL,
  titles INT8 NOT NULL,
  interactions INT8 NOT NULL,
  neighbours INT8 NOT NULL,
  quality TEXT NOT NULL,
  CONSTRAINT recommendation_models_pkey PRIMARY KEY (model_version),
  CONSTRAINT recommendation_models_state_check CHECK (state IN ('writing', 'current'))
);

-- No foreign keys: a version is written by the hundred thousand rows, and readers join both ids with their titles.
CREATE TABLE IF NOT EXISTS title_neighbours (
  model_version INT8 NOT NULL,
  content_id INT8 NOT NULL,
  neighbour_id INT8 NOT NULL,
  weight FLOAT8 NOT NULL,
  CONSTRAINT title_neighbours_pkey PRIMARY KEY (model_version, content_id, neighbour_id)
);

CREATE TABLE IF NOT EXISTS training_lease (
  id INT2 NOT NULL,
  holder TEXT NOT NULL,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT training_lease_pkey PRIMARY KEY (id)
);

INSERT INTO training_lease (id, holder, expires_at) VALUES (1, '', '2000-01-01T00:00:00Z') ON CONFLICT (id) DO NOTHING;
