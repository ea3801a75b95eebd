@NullMarked
package org.sallyport.encryption.policy;

import org.jspecify.annotations.NullMarked;
