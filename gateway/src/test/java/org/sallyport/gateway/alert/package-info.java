/** Relays and webhooks that take alerts, and some that do not. */
@NullMarked
package org.sallyport.gateway.alert;

import org.jspecify.annotations.NullMarked;
