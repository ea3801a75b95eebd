/**
 * Streams kept in the store, sealed, which every node reads: messages of the queue and of web mail.
 * Start reading at {@link org.sallyport.encryption.content.Contents}.
 *
 * <p>A content is written once and never changed. It has a key of its own, which the vault seals;
 * it lies in chunks, each sealed together with its place and with whether it is the last, so that
 * one that is changed, missing, moved, or another content's is noticed before an octet of it is
 * believed. It lives as long as somebody uses it:
 *
 * <table>
 * <caption>States</caption>
 * <tr><td>being written</td><td>nobody can open it; forgotten after some hours</td></tr>
 * <tr><td>kept</td><td>has as many uses as there are rows that name it</td></tr>
 * <tr><td>forgotten</td><td>with its last use</td></tr>
 * </table>
 *
 * <p>The store is trusted with nothing but to be there.
 */
@NullMarked
package org.sallyport.encryption.content;

import org.jspecify.annotations.NullMarked;
