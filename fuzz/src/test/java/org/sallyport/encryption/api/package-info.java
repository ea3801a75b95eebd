/** Fuzz targets of what clients send to the encryption server. */
@NullMarked
package org.sallyport.encryption.api;

import org.jspecify.annotations.NullMarked;
