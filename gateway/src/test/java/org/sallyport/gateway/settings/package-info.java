/** The files that a gateway's section takes and refuses. */
@NullMarked
package org.sallyport.gateway.settings;

import org.jspecify.annotations.NullMarked;
