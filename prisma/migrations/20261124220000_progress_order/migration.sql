-- The order of each month's titles by progress, beside that by watches. Portable and idempotent like the migrations before.

CREATE INDEX IF NOT EXISTS title_months_month_progress_idx ON title_months (month, progress DESC);
