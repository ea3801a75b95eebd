/** Journeys of a client through its commands, against a server that runs in the test. */
@NullMarked
package org.sallyport.app.client;

import org.jspecify.annotations.NullMarked;
