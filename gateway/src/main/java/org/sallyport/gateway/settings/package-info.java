/**
 * The {@code gateway} section of a node's file, as records.
 *
 * <p>Start reading at {@link GatewaySettings}: {@link ServerSettings} are where RADIUS clients ask,
 * {@link ClientSettings} who they are. User stores, the link to the authority and continuity have
 * their records beside their code. A section checks what must hold between its keys; what needs
 * files or sockets is found when the gateway starts.
 */
@NullMarked
package org.sallyport.gateway.settings;

import org.jspecify.annotations.NullMarked;
