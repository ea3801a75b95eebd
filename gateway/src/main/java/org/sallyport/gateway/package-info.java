/** The authentication gateway: it answers RADIUS, asks a directory and the authority. */
@NullMarked
package org.sallyport.gateway;

import org.jspecify.annotations.NullMarked;
