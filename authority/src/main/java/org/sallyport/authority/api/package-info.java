/**
 * The API that gateways and administrators call over mutual TLS. Start reading at {@link
 * org.sallyport.authority.api.AuthorityApi}.
 *
 * <p>A client is known by its certificate, which belongs to one tenant: whatever the request says,
 * it reaches that tenant's users alone. Clients with the role of a gateway ask about logins;
 * administrators do everything. Requests are read strictly and nothing in them is trusted.
 *
 * <p>Each change and its answer are kept in one transaction, so that a request that is repeated
 * with its Idempotency-Key is answered as the first time, by whichever process it reaches.
 */
@NullMarked
package org.sallyport.authority.api;

import org.jspecify.annotations.NullMarked;
