-- People who read protected mail in a browser. passphrase: its Argon2id hash; empty before the first visit.
-- credentials: grows with each new passphrase, which ends sessions. used: octets of all messages. quota: octets, where
-- an administrator has said some. certificate: proven to be theirs, sealed; empty: none. by_key: whether mail goes there
-- encrypted to it. active: the last visit or message. visited: the last visit. notified, warned, asked: when they were
-- last written to of a message, of an end, and with a link that they asked for. sent: messages since sent_since.
CREATE TABLE web_mail_accounts (
  id TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  passphrase TEXT NOT NULL,
  credentials BIGINT NOT NULL,
  language TEXT NOT NULL,
  used BIGINT NOT NULL,
  quota BIGINT,
  certificate ${bytes} NOT NULL,
  fingerprint TEXT NOT NULL,
  by_key BIGINT NOT NULL,
  created BIGINT NOT NULL,
  active BIGINT NOT NULL,
  visited BIGINT NOT NULL,
  notified BIGINT NOT NULL,
  warned BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  sent_since BIGINT NOT NULL
);
CREATE INDEX web_mail_accounts_active ON web_mail_accounts (active);

-- Their messages; folder: INBOX, SENT. about: sender, recipients and subject, sealed. content: one use of it.
CREATE TABLE web_mail_messages (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  folder TEXT NOT NULL,
  content TEXT NOT NULL,
  size BIGINT NOT NULL,
  about ${bytes} NOT NULL,
  at BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  warned BIGINT NOT NULL,
  FOREIGN KEY (account) REFERENCES web_mail_accounts (id)
);
CREATE INDEX web_mail_messages_of ON web_mail_messages (account, folder, at, id);
CREATE INDEX web_mail_messages_expire ON web_mail_messages (expires);

-- Links that were mailed, by their hash. kind: FIRST, RESET. used: 0 until it is.
CREATE TABLE web_mail_links (
  hash TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  expires BIGINT NOT NULL,
  used BIGINT NOT NULL,
  FOREIGN KEY (account) REFERENCES web_mail_accounts (id) ON DELETE CASCADE
);
CREATE INDEX web_mail_links_of ON web_mail_links (account);
CREATE INDEX web_mail_links_expire ON web_mail_links (expires);
