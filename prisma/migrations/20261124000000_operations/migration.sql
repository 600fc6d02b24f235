-- What operating the service needs: how a payment stands, who may do what, and what was done.
-- Portable and idempotent like the first migration.

ALTER TABLE paymenthistory ADD COLUMN IF NOT EXISTS status TEXT NOT NULL DEFAULT 'succeeded';

ALTER TABLE paymenthistory ADD COLUMN IF NOT EXISTS refunded_amount DECIMAL(10, 2) NOT NULL DEFAULT 0;

-- A constraint cannot be added IF NOT EXISTS on every engine; dropped first, both statements can be run again.
ALTER TABLE paymenthistory DROP CONSTRAINT IF EXISTS paymenthistory_status_check;

ALTER TABLE paymenthistory ADD CONSTRAINT paymenthistory_status_check CHECK (
  (status = 'succeeded' AND refunded_amount >= 0 AND (refunded_amount < amount OR amount = 0) AND refunded_amount <= amount)
  OR (status = 'refunded' AND refunded_amount = amount AND amount > 0)
  OR (status = 'failed' AND refunded_amount = 0)
);

CREATE TABLE IF NOT EXISTS operators (
  operator_id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  password TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT operators_pkey PRIMARY KEY (operator_id),
  CONSTRAINT operators_name_check CHECK (name <> ''),
  CONSTRAINT operators_email_check CHECK (email <> '' AND email = lower(email)),
  CONSTRAINT operators_password_check CHECK (password LIKE '$%'),
  CONSTRAINT operators_role_check CHECK (role IN ('admin', 'analyst'))
);

CREATE UNIQUE INDEX IF NOT EXISTS operators_email_key ON operators (email);

CREATE TABLE IF NOT EXISTS sessions (
  token_hash TEXT NOT NULL,
  operator_id INT8,
  user_id INT8,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (token_hash),
  CONSTRAINT sessions_owner_check CHECK ((operator_id IS NULL) <> (user_id IS NULL)),
  CONSTRAINT sessions_operator_id_fkey FOREIGN KEY (operator_id)
    REFERENCES operators (operator_id) ON DELETE CASCADE ON UPDATE RESTRICT,
  CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users (user_id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS sessions_operator_id_idx ON sessions (operator_id);

CREATE INDEX IF NOT EXISTS sessions_user_id_idx ON sessions (user_id);

CREATE TABLE IF NOT EXISTS api_keys (
  api_key_id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  user_id INT8,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ(3),
  last_used_at TIMESTAMPTZ(3),
  revoked_at TIMESTAMPTZ(3),
  CONSTRAINT api_keys_pkey PRIMARY KEY (api_key_id),
  CONSTRAINT api_keys_name_check CHECK (name <> ''),
  CONSTRAINT api_keys_role_check CHECK (role IN ('admin', 'analyst', 'member')),
  CONSTRAINT api_keys_user_id_check CHECK ((role = 'member') = (user_id IS NOT NULL)),
  CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users (user_id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX IF NOT EXISTS api_keys_key_hash_key ON api_keys (key_hash);

CREATE INDEX IF NOT EXISTS api_keys_user_id_idx ON api_keys (user_id);

CREATE TABLE IF NOT EXISTS idempotency_keys (
  actor TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (actor, idempotency_key)
);

CREATE TABLE IF NOT EXISTS audit_trail (
  audit_id BIGSERIAL NOT NULL,
  recorded_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  before_json TEXT,
  after_json TEXT,
  request_id TEXT NOT NULL,
  CONSTRAINT audit_trail_pkey PRIMARY KEY (audit_id)
);

CREATE INDEX IF NOT EXISTS audit_trail_entity_idx ON audit_trail (entity, entity_id, audit_id);
