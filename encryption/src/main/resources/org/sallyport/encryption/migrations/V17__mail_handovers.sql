-- Messages that were taken for good, by a digest of listener, envelope and octets: a sender who
-- missed the answer and sends one again is told that it is here.
CREATE TABLE mail_handovers (
  digest TEXT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL
);
CREATE INDEX mail_handovers_at ON mail_handovers (at);
