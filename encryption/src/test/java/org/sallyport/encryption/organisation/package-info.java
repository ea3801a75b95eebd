/** The organisation key over its life. */
@NullMarked
package org.sallyport.encryption.organisation;

import org.jspecify.annotations.NullMarked;
