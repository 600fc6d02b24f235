-- A content type has up to half of the titles, which the planner finds about as dear to read from an index as from the table, where
-- each word’s case has to be folded. Without the rating the index is so much smaller that it is taken: a film’s or
-- series’s month takes half the time. The best titles of a type are found in the order of all ratings.

CREATE INDEX IF NOT EXISTS content_type_ids_idx ON content ((lower(content_type)), content_id, content_type);
DROP INDEX IF EXISTS content_type_idx;
