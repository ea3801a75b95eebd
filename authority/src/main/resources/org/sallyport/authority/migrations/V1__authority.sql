-- Times are epoch milliseconds, except in the names that say otherwise. Everything of a user goes with the user.

-- A value that only the right ignition key opens.
CREATE TABLE ignition (
  id BIGINT PRIMARY KEY,
  proof ${bytes} NOT NULL
);

CREATE TABLE users (
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  external_id TEXT,
  owner_cluster TEXT,
  state TEXT NOT NULL,
  wrong_codes BIGINT NOT NULL,
  locked_until BIGINT,
  pin TEXT,
  created BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (tenant, name)
);
CREATE INDEX users_by_external_id ON users (tenant, external_id);

-- last_factor: the greatest step or counter accepted so far, -1 before the first.
CREATE TABLE credentials (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  user_name TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  digits BIGINT NOT NULL,
  period BIGINT NOT NULL,
  seed ${bytes} NOT NULL,
  last_factor BIGINT NOT NULL,
  drift BIGINT NOT NULL,
  last_used BIGINT,
  created BIGINT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (tenant, user_name) REFERENCES users (tenant, name) ON DELETE CASCADE
);
CREATE INDEX credentials_of_user ON credentials (tenant, user_name);

CREATE TABLE temporary_codes (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  user_name TEXT NOT NULL,
  code ${bytes} NOT NULL,
  digits BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  created BIGINT NOT NULL,
  FOREIGN KEY (tenant, user_name) REFERENCES users (tenant, name) ON DELETE CASCADE
);
CREATE INDEX temporary_codes_of_user ON temporary_codes (tenant, user_name);

-- What was answered to which key. result: accepted, refused, push (the challenge of that id knows).
CREATE TABLE authentications (
  tenant TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request ${bytes} NOT NULL,
  id TEXT NOT NULL,
  user_name TEXT NOT NULL,
  result TEXT NOT NULL,
  detail TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, idempotency_key)
);
CREATE INDEX authentications_by_time ON authentications (at);

CREATE TABLE devices (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  user_name TEXT NOT NULL,
  name TEXT NOT NULL,
  public_key ${bytes} NOT NULL,
  created BIGINT NOT NULL,
  FOREIGN KEY (tenant, user_name) REFERENCES users (tenant, name) ON DELETE CASCADE
);
CREATE INDEX devices_of_user ON devices (tenant, user_name);

-- code: a keyed digest, as everywhere where something short must not be found by trying.
CREATE TABLE activations (
  code ${bytes} NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  user_name TEXT NOT NULL,
  expires BIGINT NOT NULL,
  FOREIGN KEY (tenant, user_name) REFERENCES users (tenant, name) ON DELETE CASCADE
);

CREATE TABLE nonces (
  device TEXT NOT NULL,
  nonce TEXT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (device, nonce)
);
CREATE INDEX nonces_by_time ON nonces (until);

-- state: pending, accepted, refused; a pending one whose time has passed is refused as expired.
CREATE TABLE challenges (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  user_name TEXT NOT NULL,
  number TEXT NOT NULL,
  display TEXT NOT NULL,
  state TEXT NOT NULL,
  detail TEXT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  FOREIGN KEY (tenant, user_name) REFERENCES users (tenant, name) ON DELETE CASCADE
);
CREATE INDEX challenges_of_user ON challenges (tenant, user_name);
CREATE INDEX challenges_by_change ON challenges (changed);

-- Replies to changes, for requests that come again.
CREATE TABLE replies (
  tenant TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request ${bytes} NOT NULL,
  reply ${bytes},
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, idempotency_key)
);
CREATE INDEX replies_by_time ON replies (at);

CREATE TABLE audit_trail (
  sequence ${sequence},
  tenant TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_trail_by_tenant ON audit_trail (tenant, sequence);
CREATE INDEX audit_trail_by_time ON audit_trail (at);
