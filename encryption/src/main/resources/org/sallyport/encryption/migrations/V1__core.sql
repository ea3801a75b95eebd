-- Times are epoch milliseconds. Sealed values are bound to their table, column and row.

-- One row for each passphrase or key file that opens the store: the same master key, sealed under each.
CREATE TABLE ignition_slots (
  name TEXT NOT NULL PRIMARY KEY,
  salt ${bytes} NOT NULL,
  memory BIGINT NOT NULL,
  passes BIGINT NOT NULL,
  master ${bytes} NOT NULL,
  created BIGINT NOT NULL
);

-- The one row that two nodes race for when a store is lit for the first time.
CREATE TABLE ignition (
  id BIGINT PRIMARY KEY,
  created BIGINT NOT NULL
);

-- What nodes keep in memory is as new as these numbers.
CREATE TABLE generations (
  name TEXT NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL
);

CREATE TABLE audit_trail (
  sequence ${sequence},
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_trail_of_subject ON audit_trail (subject, sequence);

-- state: active (one at most), former.
CREATE TABLE organisation_keys (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  certificate ${bytes} NOT NULL,
  secret ${bytes} NOT NULL,
  created BIGINT NOT NULL
);
CREATE UNIQUE INDEX organisation_keys_active ON organisation_keys (state) WHERE state = 'active';

-- People of the organisation. attributes: JSON, lower-case names to lists of texts, from the directory.
CREATE TABLE consumers (
  id TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  source TEXT NOT NULL,
  attributes TEXT NOT NULL,
  created BIGINT NOT NULL,
  version BIGINT NOT NULL
);

-- Every address of a consumer, the first one too.
CREATE TABLE consumer_addresses (
  address TEXT NOT NULL PRIMARY KEY,
  consumer TEXT NOT NULL,
  FOREIGN KEY (consumer) REFERENCES consumers (id) ON DELETE CASCADE
);
CREATE INDEX consumer_addresses_of ON consumer_addresses (consumer);
