/** Enrolled machines. */
@NullMarked
package org.sallyport.encryption.client;

import org.jspecify.annotations.NullMarked;
