@NullMarked
package org.sallyport.encryption.group;

import org.jspecify.annotations.NullMarked;
