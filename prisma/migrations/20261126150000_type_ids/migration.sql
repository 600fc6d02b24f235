-- A content type may have half of the titles and more, which the planner finds about as dear to read from the index in order of
-- rating as from the table, where each word’s case has to be folded. This index is so much smaller that it is taken: popular
-- films of a month take half the time. The best titles of a type are still found in the other one.

CREATE INDEX IF NOT EXISTS content_type_ids_idx ON content ((lower(content_type)), content_id, content_type);
