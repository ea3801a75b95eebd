-- Names in lower case, made by the server, since databases differ in what they make of letters beyond ASCII.
-- NULL: not yet; housekeeping does it.
ALTER TABLE consumers ADD COLUMN folded TEXT;
ALTER TABLE clients ADD COLUMN folded TEXT;
CREATE INDEX consumers_unfolded ON consumers (id) WHERE folded IS NULL;
CREATE INDEX clients_unfolded ON clients (id) WHERE folded IS NULL;
