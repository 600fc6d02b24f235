-- A watch carries the plan that its user was on when it began, as a payment does: a change of plan changes no
-- history. A title may have a length and a day of release. Portable and idempotent like the migrations before.

ALTER TABLE watchhistory ADD COLUMN IF NOT EXISTS subscription_id INT8;

-- What is known of watches made before: the plan their user is on. Rollups sum them by that plan already.
UPDATE watchhistory SET subscription_id = (
  SELECT u.subscription_id FROM users AS u WHERE u.user_id = watchhistory.user_id
) WHERE subscription_id IS NULL;

ALTER TABLE watchhistory ALTER COLUMN subscription_id SET NOT NULL;

ALTER TABLE watchhistory DROP CONSTRAINT IF EXISTS watchhistory_subscription_id_fkey;

ALTER TABLE watchhistory ADD CONSTRAINT watchhistory_subscription_id_fkey FOREIGN KEY (subscription_id)
  REFERENCES subscriptions (subscription_id) ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE INDEX IF NOT EXISTS watchhistory_subscription_id_idx ON watchhistory (subscription_id);

ALTER TABLE content ADD COLUMN IF NOT EXISTS runtime_minutes INT4;

ALTER TABLE content ADD COLUMN IF NOT EXISTS released_on DATE;

ALTER TABLE content DROP CONSTRAINT IF EXISTS content_runtime_minutes_check;

ALTER TABLE content ADD CONSTRAINT content_runtime_minutes_check CHECK (runtime_minutes BETWEEN 1 AND 1440);

-- Answers that are kept for idempotency keys have what the same request would be answered now.
UPDATE idempotency_keys SET answer = (idempotency_keys.answer::JSONB || (
  SELECT jsonb_build_object('subscription_id', w.subscription_id::TEXT, 'subscription', s.name)
  FROM watchhistory AS w JOIN subscriptions AS s ON s.subscription_id = w.subscription_id
  WHERE w.user_id = (idempotency_keys.answer::JSONB ->> 'user_id')::INT8
    AND w.watch_id = (idempotency_keys.answer::JSONB ->> 'watch_id')::INT8
))::TEXT
WHERE idempotency_keys.answer LIKE '{%"watch_id"%' AND idempotency_keys.answer NOT LIKE '%"subscription_id"%'
  AND EXISTS (
    SELECT 1 FROM watchhistory AS w
    WHERE w.user_id = (idempotency_keys.answer::JSONB ->> 'user_id')::INT8
      AND w.watch_id = (idempotency_keys.answer::JSONB ->> 'watch_id')::INT8
  );

UPDATE idempotency_keys SET answer = (
  answer::JSONB || jsonb_build_object('runtime_minutes', NULL, 'released_on', NULL)
)::TEXT
WHERE answer LIKE '{%"release_year"%' AND answer NOT LIKE '%"runtime_minutes"%';
