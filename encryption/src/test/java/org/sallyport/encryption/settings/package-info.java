/** Files that administrators write, right and wrong, and what is said about them. */
@NullMarked
package org.sallyport.encryption.settings;

import org.jspecify.annotations.NullMarked;
