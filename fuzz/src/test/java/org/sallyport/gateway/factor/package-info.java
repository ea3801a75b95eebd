/** Fuzz targets of what the gateway reads of the authority. */
@NullMarked
package org.sallyport.gateway.factor;

import org.jspecify.annotations.NullMarked;
