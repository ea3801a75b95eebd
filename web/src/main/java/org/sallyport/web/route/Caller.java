package org.sallyport.web.route;

/**
 * Who asks, as the gate of a server found out.
 *
 * @param tenant whose data the caller may see; empty on an administrator's listener
 * @param name of the caller, for logs
 * @param role what it may do, such as {@code administrator}
 */
public record Caller(String tenant, String name, String role) {}
