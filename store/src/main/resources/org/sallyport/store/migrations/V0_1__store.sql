-- What the store writes to know that writing works.
CREATE TABLE IF NOT EXISTS store_probe (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL
);
