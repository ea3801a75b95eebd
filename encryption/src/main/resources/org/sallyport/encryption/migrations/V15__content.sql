-- Sealed streams. key: the content's own, sealed by the vault. uses: 0 while it is being written. touched: the last
-- time that something was written to it.
CREATE TABLE contents (
  id TEXT NOT NULL PRIMARY KEY,
  key ${bytes} NOT NULL,
  size BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  touched BIGINT NOT NULL
);
CREATE INDEX contents_unkept ON contents (uses, touched);

-- Their octets, 256 KiB a row; the last one has what is left.
CREATE TABLE content_chunks (
  content TEXT NOT NULL,
  number BIGINT NOT NULL,
  sealed ${bytes} NOT NULL,
  PRIMARY KEY (content, number),
  FOREIGN KEY (content) REFERENCES contents (id) ON DELETE CASCADE
);
