-- Who trains the recommender says how far it is. Portable and idempotent like the migrations before.

ALTER TABLE training_lease ADD COLUMN IF NOT EXISTS started_at TIMESTAMPTZ(3);

ALTER TABLE training_lease ADD COLUMN IF NOT EXISTS stage TEXT;

ALTER TABLE training_lease ADD COLUMN IF NOT EXISTS share FLOAT8;
