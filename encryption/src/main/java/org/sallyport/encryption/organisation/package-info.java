/**
 * The organisation key and what it signs; {@link OrganisationKeys} is all there is. Its secrets are
 * sealed by the vault and never leave this package but in a backup that is encrypted to the key
 * itself.
 */
@NullMarked
package org.sallyport.encryption.organisation;

import org.jspecify.annotations.NullMarked;
