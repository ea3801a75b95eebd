-- What the Web Key Directory calls an address: the hash of its local part.
CREATE TABLE wkd_hashes (
  address TEXT NOT NULL PRIMARY KEY,
  domain TEXT NOT NULL,
  hash TEXT NOT NULL,
  FOREIGN KEY (address) REFERENCES consumer_addresses (address) ON DELETE CASCADE
);
CREATE INDEX wkd_hashes_of ON wkd_hashes (domain, hash);

-- Outside addresses that keys were searched for, found or not.
CREATE TABLE remote_searches (
  address TEXT NOT NULL PRIMARY KEY,
  searched BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX remote_searches_expires ON remote_searches (expires);

-- What was found for them.
CREATE TABLE remote_keys (
  address TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  certificate ${bytes} NOT NULL,
  source TEXT NOT NULL,
  found BIGINT NOT NULL,
  PRIMARY KEY (address, fingerprint),
  FOREIGN KEY (address) REFERENCES remote_searches (address) ON DELETE CASCADE
);
