-- When the directory was asked about a person last, and since when it does not have them.
ALTER TABLE consumers ADD COLUMN refreshed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE consumers ADD COLUMN gone BIGINT;
CREATE INDEX consumers_refreshed ON consumers (refreshed) WHERE directory_name IS NOT NULL;
