@NullMarked
package org.sallyport.encryption.log;

import org.jspecify.annotations.NullMarked;
