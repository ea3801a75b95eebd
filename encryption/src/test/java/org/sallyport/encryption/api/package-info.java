@NullMarked
package org.sallyport.encryption.api;

import org.jspecify.annotations.NullMarked;
