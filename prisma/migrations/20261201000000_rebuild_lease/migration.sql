-- Of work on the tables that goes in parts, as on CockroachDB: which program may do it, by a lease that it renews; and which one began
-- it last and whether sums are whole, in a row that no renewal writes, since every part reads it.

CREATE TABLE IF NOT EXISTS rebuild_lease (
  id INT2 NOT NULL,
  holder TEXT NOT NULL,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT rebuild_lease_pkey PRIMARY KEY (id)
);

INSERT INTO rebuild_lease (id, holder, expires_at) VALUES (1, '', '2000-01-01T00:00:00Z') ON CONFLICT (id) DO NOTHING;

CREATE TABLE IF NOT EXISTS rollup_state (
  id INT2 NOT NULL,
  builder TEXT NOT NULL,
  is_whole BOOL NOT NULL,
  CONSTRAINT rollup_state_pkey PRIMARY KEY (id)
);

INSERT INTO rollup_state (id, builder, is_whole) VALUES (1, '', TRUE) ON CONFLICT (id) DO NOTHING;
