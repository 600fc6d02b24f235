-- Popular titles of a month, of all plans and of each, in the very order that is asked for, ties included: the first so many
-- entries are the answer. Beside it the order by watches with all that is read in it, so that neither is taken for the other.

CREATE INDEX IF NOT EXISTS title_months_popular_idx ON title_months (month, progress DESC, watches DESC, content_id);

CREATE INDEX IF NOT EXISTS title_months_watched_idx ON title_months (month, watches DESC, content_id);

CREATE INDEX IF NOT EXISTS watch_title_months_popular_idx
  ON watch_title_months (subscription_id, month, progress DESC, watches DESC, content_id);

CREATE INDEX IF NOT EXISTS watch_title_months_watched_idx
  ON watch_title_months (subscription_id, month, watches DESC, content_id);

DROP INDEX IF EXISTS title_months_month_progress_idx;

DROP INDEX IF EXISTS title_months_month_watches_idx;

DROP INDEX IF EXISTS watch_title_months_plan_idx;
