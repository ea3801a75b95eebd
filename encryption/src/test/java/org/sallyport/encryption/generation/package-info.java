/** What one node changes another knows. */
@NullMarked
package org.sallyport.encryption.generation;

import org.jspecify.annotations.NullMarked;
