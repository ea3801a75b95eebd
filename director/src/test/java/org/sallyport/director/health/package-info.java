/** Checks against real sockets, and the state machine by an injected time. */
@NullMarked
package org.sallyport.director.health;

import org.jspecify.annotations.NullMarked;
