/**
 * How a machine becomes a client. Start at {@link org.sallyport.client.enrolment.Enrolling}.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>kept</th><th>next</th></tr>
 * <tr><td>none</td><td>nothing</td><td>begun: id and device key are made and kept</td></tr>
 * <tr><td>begun</td><td>id, key</td><td>mail sent, or enrolled, by the server's answer</td></tr>
 * <tr><td>mail sent</td><td>also the address</td><td>enrolled, by the token of the message</td></tr>
 * <tr><td>enrolled</td><td>also client, person, organisation key</td><td>none</td></tr>
 * </table>
 *
 * <p>Whatever happens between two states, the same id is asked for again with the same key, so that
 * a server never has one machine twice. The organisation's key is trusted by the stamp's
 * fingerprint, else because the first server of the stamp names it at the first enrolment.
 */
@NullMarked
package org.sallyport.client.enrolment;

import org.jspecify.annotations.NullMarked;
