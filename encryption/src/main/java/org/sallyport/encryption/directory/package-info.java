/**
 * The key directory: certificates of the organisation's people for everybody who asks, as HKP
 * (draft-ietf-openpgp-hkp), VKS and the Web Key Directory (draft-koch-openpgp-webkey-service) have
 * it. Start reading at {@link org.sallyport.encryption.directory.KeyDirectory}.
 *
 * <p>Whoever asks is nobody that is known, and is trusted in nothing: questions are parsed strictly
 * and counted, what answers fill is bounded, and only user ids with addresses that were verified
 * ever leave. What is submitted adds to a key that is known and never makes one.
 */
@NullMarked
package org.sallyport.encryption.directory;

import org.jspecify.annotations.NullMarked;
