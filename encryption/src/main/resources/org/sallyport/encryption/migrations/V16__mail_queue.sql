-- Messages that are to go somewhere. content: one use of it is the message's. sender: empty for reports.
CREATE TABLE mail_queue (
  id TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL,
  size BIGINT NOT NULL,
  route TEXT NOT NULL,
  sender TEXT NOT NULL,
  parameters TEXT NOT NULL,
  trace TEXT NOT NULL,
  reports BIGINT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX mail_queue_created ON mail_queue (created, id);

-- A message's recipients behind one next hop. leased: until when it is its holder's; holder: a node; life: one of
-- that node's starts. absent: whether no next hop was there at the last try.
CREATE TABLE mail_deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  message TEXT NOT NULL,
  lane TEXT NOT NULL,
  due BIGINT NOT NULL,
  leased BIGINT NOT NULL,
  holder TEXT NOT NULL,
  life TEXT NOT NULL,
  tries BIGINT NOT NULL,
  delayed BIGINT NOT NULL,
  absent BIGINT NOT NULL,
  problem TEXT NOT NULL,
  FOREIGN KEY (message) REFERENCES mail_queue (id) ON DELETE CASCADE
);
CREATE INDEX mail_deliveries_due ON mail_deliveries (lane, due);
CREATE INDEX mail_deliveries_of ON mail_deliveries (message);
CREATE INDEX mail_deliveries_held ON mail_deliveries (holder);

CREATE TABLE mail_queue_recipients (
  delivery TEXT NOT NULL,
  number BIGINT NOT NULL,
  address TEXT NOT NULL,
  parameters TEXT NOT NULL,
  PRIMARY KEY (delivery, number),
  FOREIGN KEY (delivery) REFERENCES mail_deliveries (id) ON DELETE CASCADE
);
