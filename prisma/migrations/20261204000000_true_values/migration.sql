-- What a simulated service's true values are, worked out when it is loaded: what is measured is held against them. Null: it was
-- loaded before this was there.

ALTER TABLE simulations ADD COLUMN IF NOT EXISTS true_values TEXT;
