/** People and their addresses. */
@NullMarked
package org.sallyport.encryption.consumer;

import org.jspecify.annotations.NullMarked;
