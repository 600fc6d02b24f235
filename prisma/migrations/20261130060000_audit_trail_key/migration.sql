-- The audit trail is written by every request: it is keyed by what an entry is about, not by a number that grows, so that the writes
-- of a cluster spread. The index by number, of the list of all, is a hash-sharded one on CockroachDB (prisma/cockroachdb.sql).

ALTER TABLE audit_trail DROP CONSTRAINT IF EXISTS audit_trail_pkey,
  ADD CONSTRAINT audit_trail_pkey PRIMARY KEY (entity, entity_id, audit_id);

DROP INDEX IF EXISTS audit_trail_entity_idx;

CREATE INDEX IF NOT EXISTS audit_trail_id_idx ON audit_trail (audit_id);
