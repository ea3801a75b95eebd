-- A certificate that vouches for others was told from others and never asked.
UPDATE trusted_keys SET trust = 'TRUSTED' WHERE trust = 'AUTHORITY';
