/**
 * How a login is decided: from what a client sends and what the two factors say to accept, reject,
 * challenge or silence. All but {@link Decider} is pure and asks nobody, so that every path is a
 * test of values.
 *
 * <table>
 * <caption>Modes</caption>
 * <tr><td>code</td><td>find the person; check the code</td></tr>
 * <tr><td>password-code</td><td>part the field; check the password, then the code</td></tr>
 * <tr><td>password-then-code</td><td>check the password; challenge; check the code</td></tr>
 * <tr><td>push</td><td>check the password; send a push; show its number; wait</td></tr>
 * <tr><td>password</td><td>check the password</td></tr>
 * </table>
 *
 * <p>Start reading at {@link Logins#begin}. A {@link Step} is a question with what follows each
 * answer, or the {@link Decision}. The directory is asked first, so that a wrong password uses no
 * code and counts none; a refusal is final; what nobody knows is answered by silence, so that the
 * client turns to another gateway. What a client sends is not trusted: it is a claim to be checked.
 */
@NullMarked
package org.sallyport.gateway.login;

import org.jspecify.annotations.NullMarked;
