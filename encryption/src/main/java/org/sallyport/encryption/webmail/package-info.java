/**
 * Web mail: what people outside read and answer in a browser, because they have no key. Start
 * reading at {@link WebMail}; a message comes in by {@code Intake}, a person by {@link Entrance},
 * and each click of theirs by {@link BrowserSessions}.
 *
 * <p>Everything is in the store, so that any node answers any click. Of links, sessions and
 * passphrases the store has hashes alone; messages, their subjects and senders, and people's keys
 * are sealed by the vault. A server whose vault is open can read all of it, a stolen store nothing
 * but addresses, sizes and times. What people type, and what is in their messages, is trusted in
 * nothing. No HTTP here: the pages are {@code webmail.page}'s.
 */
@NullMarked
package org.sallyport.encryption.webmail;

import org.jspecify.annotations.NullMarked;
