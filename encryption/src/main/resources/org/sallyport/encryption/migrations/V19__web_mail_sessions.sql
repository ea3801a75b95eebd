-- Browsers that are signed in, by the hash of their cookie. touched: the last click, not exactly.
CREATE TABLE web_mail_sessions (
  hash TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  credentials BIGINT NOT NULL,
  created BIGINT NOT NULL,
  touched BIGINT NOT NULL,
  FOREIGN KEY (account) REFERENCES web_mail_accounts (id) ON DELETE CASCADE
);
CREATE INDEX web_mail_sessions_of ON web_mail_sessions (account, created);
CREATE INDEX web_mail_sessions_created ON web_mail_sessions (created);

-- Wrong passphrases and requests for links, counted for the whole of the nodes. who: a hash of what is counted.
-- address: a hash of the address, so that all of it can be forgotten; empty where it is of a network alone.
CREATE TABLE web_mail_guesses (
  who TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL,
  wrong BIGINT NOT NULL,
  shut BIGINT NOT NULL,
  forgotten BIGINT NOT NULL
);
CREATE INDEX web_mail_guesses_of ON web_mail_guesses (address);
CREATE INDEX web_mail_guesses_forgotten ON web_mail_guesses (forgotten);

-- Keys whose owners have yet to prove that they can open what is encrypted to them. answer: a hash.
CREATE TABLE web_mail_challenges (
  account TEXT NOT NULL PRIMARY KEY,
  certificate ${bytes} NOT NULL,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL,
  tries BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  FOREIGN KEY (account) REFERENCES web_mail_accounts (id) ON DELETE CASCADE
);
