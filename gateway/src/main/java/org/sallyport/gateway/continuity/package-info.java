/**
 * Continuity: what a gateway does while the authority cannot be reached, by policy, limited in time
 * and never unnoticed.
 *
 * <table>
 * <caption>States</caption>
 * <tr><td>normal</td><td>the authority answers the probe</td></tr>
 * <tr><td>suspected</td><td>it has just not answered; logins wait for the verdict</td></tr>
 * <tr><td>continuity</td><td>it does not answer; each client's choice decides</td></tr>
 * <tr><td>recovering</td><td>it has answered again; it is asked first</td></tr>
 * </table>
 *
 * <p>A probe runs always, so that the gateway knows before a login has to fail. This is the only
 * place where a gateway may let somebody in without the authority, and every answer given so says
 * on what basis. A user store that fails is no reason to enter it. Start reading at {@link
 * ContinuitySettings} and {@link Continuity}.
 */
@NullMarked
package org.sallyport.gateway.continuity;

import org.jspecify.annotations.NullMarked;
