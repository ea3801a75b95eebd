/**
 * Messages of the server to people, such as tokens of enrolments, through a relay. Start reading at
 * {@link Outbox}: a letter is written in the transaction of what it is about, so it is sent if and
 * only if that has happened; {@link Courier} sends it, from whichever node has the time.
 *
 * <p>A letter may be sent twice when a node dies at the wrong moment, and is never lost before its
 * time is over. Letters are sealed while they wait, and their text is forgotten when they are sent.
 * The relay is trusted with the text as far as its TLS is asked for.
 *
 * <pre>
 * waiting ──accepted by the relay──────────────► sent
 *   │ ▲  └──refused for good, time is over─────► failed
 *   └─┘ refused for now, unreachable: later
 * </pre>
 */
@NullMarked
package org.sallyport.encryption.mail;

import org.jspecify.annotations.NullMarked;
