-- All versions of the mail rules; the highest is in force. content: JSON, as the API has it.
CREATE TABLE mail_rule_versions (
  version BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  note TEXT NOT NULL,
  content TEXT NOT NULL
);
