-- Messages that were taken for good, by a digest of listener, envelope and octets: a sender who
-- missed the answer and sends one again is told that it is here. doubtful: it was sent whole to a
-- next hop, and the node ended before it noted the answer.
CREATE TABLE mail_handovers (
  digest TEXT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  doubtful BIGINT NOT NULL
);
CREATE INDEX mail_handovers_at ON mail_handovers (at);
