-- Policies by name. version is the latest one; all of them are kept.
CREATE TABLE policies (
  name TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL
);

-- content: JSON of settings, as GET /v1/policy has them.
CREATE TABLE policy_versions (
  policy TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  note TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (policy, version),
  FOREIGN KEY (policy) REFERENCES policies (name) ON DELETE CASCADE
);

-- The first whose condition holds counts. criteria: JSON array. The group 'everybody' has the highest position there is.
CREATE TABLE consumer_groups (
  id TEXT NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  matching TEXT NOT NULL,
  criteria TEXT NOT NULL,
  policy TEXT NOT NULL,
  version BIGINT NOT NULL,
  FOREIGN KEY (policy) REFERENCES policies (name)
);

-- The one row that says what the documents below were made from; whoever changes it makes them.
CREATE TABLE policy_issue (
  id BIGINT PRIMARY KEY,
  serial BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  organisation_key TEXT NOT NULL
);

-- What clients get, one for each group, as it was signed.
CREATE TABLE policy_documents (
  consumer_group TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version BIGINT NOT NULL,
  document TEXT NOT NULL,
  signature TEXT NOT NULL
);
