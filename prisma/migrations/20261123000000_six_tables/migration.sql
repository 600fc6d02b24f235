-- Portable DDL: CockroachDB, PostgreSQL and PGlite run the same statements.
-- Each statement stands alone and is idempotent, so that a migration that
-- stopped half way can be run again (CockroachDB commits around DDL).

CREATE TABLE IF NOT EXISTS subscriptions (
  subscription_id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  price DECIMAL(10, 2) NOT NULL,
  features TEXT NOT NULL,
  CONSTRAINT subscriptions_pkey PRIMARY KEY (subscription_id),
  CONSTRAINT subscriptions_name_check CHECK (name <> ''),
  CONSTRAINT subscriptions_price_check CHECK (price >= 0)
);

CREATE UNIQUE INDEX IF NOT EXISTS subscriptions_name_key ON subscriptions (name);

CREATE TABLE IF NOT EXISTS users (
  user_id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  password TEXT NOT NULL,
  subscription_id INT8 NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (user_id),
  CONSTRAINT users_name_check CHECK (name <> ''),
  CONSTRAINT users_email_check CHECK (email <> '' AND email = lower(email)),
  CONSTRAINT users_password_check CHECK (password LIKE '$%'),
  CONSTRAINT users_subscription_id_fkey FOREIGN KEY (subscription_id)
    REFERENCES subscriptions (subscription_id) ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE UNIQUE INDEX IF NOT EXISTS users_email_key ON users (email);

CREATE INDEX IF NOT EXISTS users_subscription_id_idx ON users (subscription_id);

CREATE TABLE IF NOT EXISTS content (
  content_id BIGSERIAL NOT NULL,
  title TEXT NOT NULL,
  genre TEXT NOT NULL,
  release_year INT2 NOT NULL,
  content_type TEXT NOT NULL,
  rating DECIMAL(3, 1) NOT NULL,
  CONSTRAINT content_pkey PRIMARY KEY (content_id),
  CONSTRAINT content_title_check CHECK (title <> ''),
  CONSTRAINT content_genre_check CHECK (genre <> ''),
  CONSTRAINT content_release_year_check CHECK (release_year BETWEEN 1888 AND 2200),
  CONSTRAINT content_content_type_check CHECK (content_type <> ''),
  CONSTRAINT content_rating_check CHECK (rating BETWEEN 0 AND 10)
);

CREATE TABLE IF NOT EXISTS watchhistory (
  watch_id BIGSERIAL NOT NULL,
  user_id INT8 NOT NULL,
  content_id INT8 NOT NULL,
  watched_on TIMESTAMPTZ(3) NOT NULL,
  progress DECIMAL(5, 2) NOT NULL,
  CONSTRAINT watchhistory_pkey PRIMARY KEY (user_id, watch_id),
  CONSTRAINT watchhistory_progress_check CHECK (progress BETWEEN 0 AND 100),
  CONSTRAINT watchhistory_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users (user_id) ON DELETE CASCADE ON UPDATE RESTRICT,
  CONSTRAINT watchhistory_content_id_fkey FOREIGN KEY (content_id)
    REFERENCES content (content_id) ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS watchhistory_user_id_watched_on_idx ON watchhistory (user_id, watched_on DESC);

CREATE INDEX IF NOT EXISTS watchhistory_content_id_watched_on_idx ON watchhistory (content_id, watched_on DESC) INCLUDE (progress);

CREATE TABLE IF NOT EXISTS reviews (
  content_id INT8 NOT NULL,
  user_id INT8 NOT NULL,
  rating DECIMAL(3, 1) NOT NULL,
  review_text TEXT NOT NULL,
  CONSTRAINT reviews_pkey PRIMARY KEY (content_id, user_id),
  CONSTRAINT reviews_rating_check CHECK (rating BETWEEN 0 AND 10),
  CONSTRAINT reviews_content_id_fkey FOREIGN KEY (content_id)
    REFERENCES content (content_id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT reviews_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users (user_id) ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS reviews_user_id_idx ON reviews (user_id);

CREATE TABLE IF NOT EXISTS paymenthistory (
  payment_id BIGSERIAL NOT NULL,
  user_id INT8 NOT NULL,
  amount DECIMAL(10, 2) NOT NULL,
  payment_date TIMESTAMPTZ(3) NOT NULL,
  method TEXT NOT NULL,
  CONSTRAINT paymenthistory_pkey PRIMARY KEY (user_id, payment_id),
  CONSTRAINT paymenthistory_amount_check CHECK (amount >= 0),
  CONSTRAINT paymenthistory_method_check CHECK (method <> ''),
  CONSTRAINT paymenthistory_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users (user_id) ON DELETE RESTRICT ON UPDATE RESTRICT
);

CREATE INDEX IF NOT EXISTS paymenthistory_user_id_payment_date_idx ON paymenthistory (user_id, payment_date DESC);

CREATE TABLE IF NOT EXISTS dataset_loads (
  checksum TEXT NOT NULL,
  row_count INT8 NOT NULL,
  loaded_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT dataset_loads_pkey PRIMARY KEY (checksum)
);
