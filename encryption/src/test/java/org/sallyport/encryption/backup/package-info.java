/** Backups are proved by restoring them. */
@NullMarked
package org.sallyport.encryption.backup;

import org.jspecify.annotations.NullMarked;
