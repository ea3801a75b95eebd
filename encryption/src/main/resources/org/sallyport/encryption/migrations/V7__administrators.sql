-- credentials: grows when password or seed change, which ends sessions. last_step: the greatest step of a code
-- accepted so far, -1 before the first.
CREATE TABLE administrators (
  name TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,
  enabled BIGINT NOT NULL,
  password TEXT NOT NULL,
  seed ${bytes} NOT NULL,
  last_step BIGINT NOT NULL,
  credentials BIGINT NOT NULL,
  created BIGINT NOT NULL,
  signed_in BIGINT
);

-- What programs show; hash: SHA-256 of the token, in base64.
CREATE TABLE administrator_tokens (
  id TEXT NOT NULL PRIMARY KEY,
  administrator TEXT NOT NULL,
  label TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created BIGINT NOT NULL,
  used BIGINT,
  FOREIGN KEY (administrator) REFERENCES administrators (name) ON DELETE CASCADE
);
CREATE INDEX administrator_tokens_of ON administrator_tokens (administrator);

-- Wrong passwords and codes. who: a hash of the name, with or without the network they came from.
CREATE TABLE administrator_guesses (
  who TEXT NOT NULL PRIMARY KEY,
  wrong BIGINT NOT NULL,
  forgotten BIGINT NOT NULL
);
CREATE INDEX administrator_guesses_forgotten ON administrator_guesses (forgotten);

-- The servers that the last client bundle was made for, in their order, one a line.
CREATE TABLE download_stamp (
  id BIGINT PRIMARY KEY,
  servers TEXT NOT NULL
);
