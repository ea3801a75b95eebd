-- How often in a row housekeeping could not tend a key: it is put off for longer each time.
ALTER TABLE keys ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;
