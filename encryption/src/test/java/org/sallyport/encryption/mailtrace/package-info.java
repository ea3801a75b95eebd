/** Tests of what is kept of messages that came by. */
@NullMarked
package org.sallyport.encryption.mailtrace;

import org.jspecify.annotations.NullMarked;
