-- Titles in the order of their editorial rating, of which the first few are asked for. Portable and idempotent like the migrations before.

CREATE INDEX IF NOT EXISTS content_rating_idx ON content (rating DESC);
