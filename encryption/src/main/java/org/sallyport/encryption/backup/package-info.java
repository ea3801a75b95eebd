/**
 * Backup and restore. Start reading at {@link Backups}; {@link Restore} is its other half.
 *
 * <p>A backup is a copy of all tables whose sealed values stay sealed, signed by the organisation
 * key and encrypted to it. So it needs two things to be of use: the organisation key, which an
 * administrator has exported, to read it; and an ignition passphrase of that time to open what is
 * in it. A backup that another key has signed is not restored, whoever could encrypt it.
 */
@NullMarked
package org.sallyport.encryption.backup;

import org.jspecify.annotations.NullMarked;
