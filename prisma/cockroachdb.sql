-- For CockroachDB alone, and optional: run it once, by an administrator, after npm run db:migrate.
-- Rows of the delta tables live for a second. Kept for the default four hours after their deletion, they would be
-- read over by every answer.

ALTER TABLE watch_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE payment_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE user_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;

ALTER TABLE review_deltas CONFIGURE ZONE USING gc.ttlseconds = 300;
