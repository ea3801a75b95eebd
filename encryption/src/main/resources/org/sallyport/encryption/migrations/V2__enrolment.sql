-- Enrolled machines. method: directory, email, code. state: ACTIVE, REVOKED. keys: fingerprints that the machine says it has, with blanks between.
CREATE TABLE clients (
  id TEXT NOT NULL PRIMARY KEY,
  consumer TEXT NOT NULL,
  public_key ${bytes} NOT NULL UNIQUE,
  name TEXT NOT NULL,
  platform TEXT NOT NULL,
  version TEXT NOT NULL,
  policy_serial BIGINT,
  keys TEXT NOT NULL,
  method TEXT NOT NULL,
  state TEXT NOT NULL,
  created BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  revoked BIGINT,
  FOREIGN KEY (consumer) REFERENCES consumers (id) ON DELETE CASCADE
);
CREATE INDEX clients_of_consumer ON clients (consumer);
CREATE INDEX clients_revoked ON clients (revoked) WHERE revoked IS NOT NULL;
CREATE INDEX consumers_disabled ON consumers (id) WHERE state <> 'ACTIVE';

-- What a machine began, under the id that it chose. state: MAIL_SENT, ENROLLED.
-- token: SHA-256 of what the message held; empty where there was none, and once it is spent.
CREATE TABLE enrolments (
  id TEXT NOT NULL PRIMARY KEY,
  public_key ${bytes} NOT NULL,
  method TEXT NOT NULL,
  address TEXT NOT NULL,
  device TEXT NOT NULL,
  platform TEXT NOT NULL,
  state TEXT NOT NULL,
  token ${bytes} NOT NULL,
  tries BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  client TEXT,
  created BIGINT NOT NULL
);
CREATE INDEX enrolments_of_address ON enrolments (address, created);
CREATE INDEX enrolments_created ON enrolments (created);

-- Codes that administrators hand out; of the code itself only the SHA-256.
CREATE TABLE enrolment_codes (
  id TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL,
  code ${bytes} NOT NULL UNIQUE,
  created BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  expires BIGINT NOT NULL,
  used BIGINT,
  client TEXT
);
CREATE INDEX enrolment_codes_expires ON enrolment_codes (expires);

-- Signatures that have opened a session open no other.
CREATE TABLE session_nonces (
  client TEXT NOT NULL,
  nonce TEXT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (client, nonce)
);
CREATE INDEX session_nonces_until ON session_nonces (until);

-- Wrong passwords, counted for the whole of the nodes. A bucket is a hash of a name, so rows are bounded.
CREATE TABLE password_guesses (
  bucket BIGINT NOT NULL PRIMARY KEY,
  forgiven BIGINT NOT NULL
);

-- Messages that wait to be sent, sealed; the text is gone once one is sent or given up.
-- state: WAITING, SENT, FAILED.
CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,
  recipient TEXT NOT NULL,
  purpose TEXT NOT NULL,
  message ${bytes} NOT NULL,
  state TEXT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  due BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  leased BIGINT NOT NULL,
  problem TEXT NOT NULL
);
CREATE INDEX outbox_due ON outbox (due) WHERE state = 'WAITING';
CREATE INDEX outbox_created ON outbox (created);
