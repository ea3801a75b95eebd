-- Whether who made a code may let a machine have secrets that the server keeps.
ALTER TABLE enrolment_codes ADD COLUMN over_keys BIGINT NOT NULL DEFAULT 0;
