/** What a killed process leaves for the next one. */
@NullMarked
package org.sallyport.encryption.receipt;

import org.jspecify.annotations.NullMarked;
