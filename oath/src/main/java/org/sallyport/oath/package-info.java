/** One-time codes that a device and a server compute alike (RFC 4226, RFC 6238). */
@NullMarked
package org.sallyport.oath;

import org.jspecify.annotations.NullMarked;
