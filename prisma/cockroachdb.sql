-- For CockroachDB alone. npm run db:migrate runs it after the migrations, every time, and says so if its role may not. Without it the
-- service is as right and slower.

-- Rows of the delta tables live for a second. What is deleted is kept for reads of the past, four hours by default, and stands in the
-- way of every answer. From v26.1 on a table is locked against such a setting.

ALTER TABLE watch_deltas SET (schema_locked = false);

ALTER TABLE watch_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE viewer_deltas SET (schema_locked = false);

ALTER TABLE viewer_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE payment_deltas SET (schema_locked = false);

ALTER TABLE payment_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE user_deltas SET (schema_locked = false);

ALTER TABLE user_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE review_deltas SET (schema_locked = false);

ALTER TABLE review_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE customer_deltas SET (schema_locked = false);

ALTER TABLE customer_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE customer_day_deltas SET (schema_locked = false);

ALTER TABLE customer_day_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE billing_deltas SET (schema_locked = false);

ALTER TABLE billing_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE cohort_watch_deltas SET (schema_locked = false);

ALTER TABLE cohort_watch_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

-- An index by a number that grows takes all writes of the audit trail to one range.

ALTER TABLE audit_trail SET (schema_locked = false);

CREATE INDEX IF NOT EXISTS audit_trail_id_hash_idx ON audit_trail (audit_id) USING HASH;

DROP INDEX IF EXISTS audit_trail@audit_trail_id_idx;

-- Some versions keep the key of before as a unique index when a migration gives a table another one (cockroachdb/cockroach, pull request
-- 168911): that index would be by a number that grows.

DROP INDEX IF EXISTS audit_trail@audit_trail_audit_id_key CASCADE;

DROP INDEX IF EXISTS watch_deltas@watch_deltas_delta_id_key CASCADE;

DROP INDEX IF EXISTS payment_deltas@payment_deltas_delta_id_key CASCADE;

DROP INDEX IF EXISTS user_deltas@user_deltas_delta_id_key CASCADE;

DROP INDEX IF EXISTS review_deltas@review_deltas_delta_id_key CASCADE;
