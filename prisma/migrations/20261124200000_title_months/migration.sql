-- Watches of a title in a month, of all plans together, and the order of each month's titles by them, of all plans and
-- of each: a month's first few are read without the rest. Portable and idempotent like the migrations before.

CREATE TABLE IF NOT EXISTS title_months (
  month DATE NOT NULL,
  content_id INT8 NOT NULL,
  watches INT8 NOT NULL,
  starters INT8 NOT NULL,
  completers INT8 NOT NULL,
  progress DECIMAL(18, 2) NOT NULL,
  CONSTRAINT title_months_pkey PRIMARY KEY (month, content_id)
);

DELETE FROM title_months;

INSERT INTO title_months (month, content_id, watches, starters, completers, progress)
SELECT month, content_id, SUM(watches)::INT8, SUM(starters)::INT8, SUM(completers)::INT8, SUM(progress)
FROM watch_title_months GROUP BY 1, 2;

CREATE INDEX IF NOT EXISTS title_months_month_watches_idx ON title_months (month, watches DESC);

CREATE INDEX IF NOT EXISTS watch_title_months_plan_idx ON watch_title_months (subscription_id, month, watches DESC);
