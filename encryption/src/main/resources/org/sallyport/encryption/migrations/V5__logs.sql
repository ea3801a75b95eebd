-- Batches of client logs. lines: JSON array; the columns before it narrow a search down: events are the names in it between
-- spaces, levels a bit for each of debug 1, info 2, warn 4, error 8.
CREATE TABLE log_batches (
  sequence ${sequence},
  client TEXT NOT NULL,
  batch TEXT NOT NULL,
  consumer TEXT NOT NULL,
  received BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  levels BIGINT NOT NULL,
  events TEXT NOT NULL,
  lines TEXT NOT NULL
);
CREATE UNIQUE INDEX log_batches_once ON log_batches (client, batch);
CREATE INDEX log_batches_of_consumer ON log_batches (consumer, sequence);
CREATE INDEX log_batches_received ON log_batches (received);

-- How far each stream has been sent to syslog.
CREATE TABLE syslog_cursors (
  stream TEXT NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL
);

-- The one node that sends.
CREATE TABLE syslog_lease (
  id BIGINT PRIMARY KEY,
  holder TEXT NOT NULL,
  until BIGINT NOT NULL
);
