/**
 * The admin listener of a node: one {@link org.sallyport.web.WebServer} on which every role of the
 * node shows itself and takes commands. Start reading at {@link org.sallyport.web.admin.AdminPart},
 * which is what a role gives, and {@link org.sallyport.web.admin.AdminListener}, which puts the
 * parts together.
 *
 * <p>The node itself answers {@code /live}, {@code /ready}, {@code /metrics}, {@code /api/v1/node}
 * and {@code /api/v1/reload}; a node is ready when every role is. Who may call what is decided by
 * the server, by each route's declared access; parts are trusted, being our own code.
 */
@NullMarked
package org.sallyport.web.admin;

import org.jspecify.annotations.NullMarked;
