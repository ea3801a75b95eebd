-- A message that came by. Addresses are lower-case; no subject and nothing of its text is kept.
CREATE TABLE mail_traces (
  id TEXT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  node TEXT NOT NULL,
  listener TEXT NOT NULL,
  message_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  size BIGINT NOT NULL
);
CREATE INDEX mail_traces_at ON mail_traces (at, id);
CREATE INDEX mail_traces_message_id ON mail_traces (message_id);
CREATE INDEX mail_traces_sender ON mail_traces (sender, at);

-- What was decided for a recipient. path and keys: JSON arrays.
CREATE TABLE mail_trace_recipients (
  trace TEXT NOT NULL,
  recipient TEXT NOT NULL,
  direction TEXT NOT NULL,
  path TEXT NOT NULL,
  chain TEXT NOT NULL,
  rule TEXT NOT NULL,
  version BIGINT NOT NULL,
  form TEXT NOT NULL,
  reason TEXT NOT NULL,
  sentence TEXT NOT NULL,
  keys TEXT NOT NULL,
  PRIMARY KEY (trace, recipient),
  FOREIGN KEY (trace) REFERENCES mail_traces (id) ON DELETE CASCADE
);
CREATE INDEX mail_trace_recipients_recipient ON mail_trace_recipients (recipient);

-- What became of it afterwards, in the order of id.
CREATE TABLE mail_trace_events (
  id TEXT NOT NULL PRIMARY KEY,
  trace TEXT NOT NULL,
  recipient TEXT NOT NULL,
  at BIGINT NOT NULL,
  what TEXT NOT NULL,
  detail TEXT NOT NULL,
  FOREIGN KEY (trace) REFERENCES mail_traces (id) ON DELETE CASCADE
);
CREATE INDEX mail_trace_events_trace ON mail_trace_events (trace, id);
