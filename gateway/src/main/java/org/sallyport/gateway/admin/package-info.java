/**
 * What a gateway puts on its node's admin listener: a status page, the same for programs, and its
 * metrics. Start reading at {@link GatewayPart}.
 *
 * <p>It knows the gateway by what {@link GatewayView} shows. The listener has decided who may call
 * before anything here is called; nothing here changes anything.
 */
@NullMarked
package org.sallyport.gateway.admin;

import org.jspecify.annotations.NullMarked;
