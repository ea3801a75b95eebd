-- Keys of consumers. mode: SKM, CKM, GKM, SCKM. state: ACTIVE (one of a consumer at most), SUPERSEDED, REVOKED, EXPIRED.
-- authority: the fingerprint of the organisation key that vouches for it; '' where none does.
-- due: when housekeeping looks at it next. until: when it ends; NULL for no end.
CREATE TABLE keys (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  consumer TEXT NOT NULL,
  mode TEXT NOT NULL,
  state TEXT NOT NULL,
  certificate ${bytes} NOT NULL,
  authority TEXT NOT NULL,
  until BIGINT,
  due BIGINT NOT NULL,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (consumer) REFERENCES consumers (id)
);
CREATE UNIQUE INDEX keys_active ON keys (consumer) WHERE state = 'ACTIVE';
CREATE INDEX keys_of ON keys (consumer, created);
CREATE INDEX keys_due ON keys (due) WHERE state = 'ACTIVE';
CREATE INDEX keys_vouched ON keys (authority) WHERE state = 'ACTIVE';

-- What of a key's secrets the server has, sealed: never anything for CKM.
CREATE TABLE key_secrets (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  secret ${bytes} NOT NULL,
  FOREIGN KEY (fingerprint) REFERENCES keys (fingerprint) ON DELETE CASCADE
);

-- Addresses in user ids that the organisation key vouches for.
CREATE TABLE key_addresses (
  address TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (address, fingerprint),
  FOREIGN KEY (fingerprint) REFERENCES keys (fingerprint) ON DELETE CASCADE
);
CREATE INDEX key_addresses_of ON key_addresses (fingerprint);

-- Primary keys and subkeys, of consumers' keys and of trusted ones. Whose a subkey is has only the primary key's word,
-- so that two may claim it.
CREATE TABLE key_parts (
  part TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (part, fingerprint)
);
CREATE INDEX key_parts_by_id ON key_parts (key_id);
CREATE INDEX key_parts_of ON key_parts (fingerprint);

-- Certificates of outsiders that an administrator has looked at.
CREATE TABLE trusted_keys (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  trust TEXT NOT NULL,
  certificate ${bytes} NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  until BIGINT,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL
);
CREATE TABLE trusted_addresses (
  address TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (address, fingerprint),
  FOREIGN KEY (fingerprint) REFERENCES trusted_keys (fingerprint) ON DELETE CASCADE
);
CREATE INDEX trusted_addresses_of ON trusted_addresses (fingerprint);
