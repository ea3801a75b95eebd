/** Tests of web mail's pages below a browser; journeys are {@code WebMailIT}'s. */
@NullMarked
package org.sallyport.encryption.webmail.page;

import org.jspecify.annotations.NullMarked;
