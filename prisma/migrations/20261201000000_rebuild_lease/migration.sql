-- Its one row tells which program makes the rollups anew in parts, as on CockroachDB, and whether their sums are whole.

CREATE TABLE IF NOT EXISTS rebuild_lease (
  id INT2 NOT NULL,
  holder TEXT NOT NULL,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  is_whole BOOL NOT NULL,
  CONSTRAINT rebuild_lease_pkey PRIMARY KEY (id)
);

INSERT INTO rebuild_lease (id, holder, expires_at, is_whole) VALUES (1, '', '2000-01-01T00:00:00Z', TRUE)
ON CONFLICT (id) DO NOTHING;
