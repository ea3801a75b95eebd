CREATE TABLE samples (
  id TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  content ${bytes} NOT NULL,
  note TEXT,
  at BIGINT,
  flag BIGINT
);
