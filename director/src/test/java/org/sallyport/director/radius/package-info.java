/** RADIUS balancing seen from both sides, with members and clients that are made by hand. */
@NullMarked
package org.sallyport.director.radius;

import org.jspecify.annotations.NullMarked;
