/** Letters and a relay in memory. */
@NullMarked
package org.sallyport.encryption.mail;

import org.jspecify.annotations.NullMarked;
