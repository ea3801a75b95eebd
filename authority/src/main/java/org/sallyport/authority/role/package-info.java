/**
 * The authority as a role of a node: its store, its domain, its listeners, what it puts on the
 * admin listener. Start reading at {@link org.sallyport.authority.role.Authority}.
 *
 * <table>
 * <caption>Who may reach what</caption>
 * <tr><td>API</td><td>clients with a certificate of a tenant</td></tr>
 * <tr><td>device listener</td><td>everybody; requests are signed</td></tr>
 * <tr><td>admin pages</td><td>who reads the node's admin listener; changes need its token</td></tr>
 * </table>
 */
@NullMarked
package org.sallyport.authority.role;

import org.jspecify.annotations.NullMarked;
