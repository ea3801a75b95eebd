/**
 * Keys of consumers: who has which secret (key modes), what the organisation key vouches for, and
 * the life of a key. Start reading at {@link org.sallyport.encryption.key.Keys}; {@link
 * org.sallyport.encryption.policy.KeyMode} is what everything turns on.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>encrypted to</th><th>left by</th></tr>
 * <tr><td>ACTIVE, one of a consumer</td><td>yes</td><td>another key, revocation, its end</td></tr>
 * <tr><td>SUPERSEDED</td><td>no; still decrypts</td><td>revocation</td></tr>
 * <tr><td>REVOKED</td><td>no; still decrypts</td><td>nothing</td></tr>
 * <tr><td>EXPIRED</td><td>no; still decrypts</td><td>renewal, revocation</td></tr>
 * </table>
 *
 * <p>Certificates and keys that clients send are trusted in nothing: {@link
 * org.sallyport.encryption.key.UploadCheck} says what is taken. Secrets are sealed by the vault,
 * one row each.
 */
@NullMarked
package org.sallyport.encryption.key;

import org.jspecify.annotations.NullMarked;
