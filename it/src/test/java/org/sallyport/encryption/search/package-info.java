/** The search for keys of others against real servers, inside the package that asks them. */
@NullMarked
package org.sallyport.encryption.search;

import org.jspecify.annotations.NullMarked;
