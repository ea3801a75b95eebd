/**
 * One SQL over SQLite or PostgreSQL: what a role keeps. TEXT ids, BIGINT epoch milliseconds, {@code
 * ON CONFLICT}, {@code RETURNING}; {@code ${bytes}} stands for BLOB or BYTEA in migrations, {@code
 * ${for update}} for the lock that only PostgreSQL needs in queries.
 *
 * <p>Start reading at {@link Store}. SQLite has one writer thread that commits many pieces of work
 * together ({@code GroupWriter}) and a few readers; PostgreSQL has a pool of connections. Work may
 * run more than once, so it must have no effect but through its {@link Transaction}. Callers are
 * trusted; SQL is always a constant, values always parameters. Library types stay inside.
 */
@NullMarked
package org.sallyport.store;

import org.jspecify.annotations.NullMarked;
