-- What the directory calls a person, lower-case; none where the directory was not asked.
ALTER TABLE consumers ADD COLUMN directory_name TEXT;
CREATE UNIQUE INDEX consumers_directory_name ON consumers (directory_name);
