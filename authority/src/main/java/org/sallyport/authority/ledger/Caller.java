package org.sallyport.authority.ledger;

/**
 * Who asks: a client of a tenant, authenticated by its certificate.
 *
 * @param tenant the tenant's name in the configuration
 * @param actor the client, or the administrator, for the audit trail
 */
public record Caller(String tenant, String actor) {}
