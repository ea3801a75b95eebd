/**
 * Whether members can serve: active checks, what live traffic says, and the state machine that
 * turns both into one standing with a cause.
 *
 * <p>Each member of each pool is watched by one {@code HealthTracker}:
 *
 * <table>
 * <caption>States of a member</caption>
 * <tr><th>state</th><th>meaning</th><th>leaves it when</th></tr>
 * <tr><td>UNCHECKED</td><td>a check has not run yet; the member is not used</td>
 *     <td>every check has run once: up at the first pass, down at the first failure</td></tr>
 * <tr><td>UP</td><td>every check passes</td>
 *     <td>a check failed {@code fall} times in a row, or live traffic failed too often</td></tr>
 * <tr><td>DEGRADED</td><td>alive, but a check says that it serves badly</td>
 *     <td>the check passes, or as for UP</td></tr>
 * <tr><td>DOWN</td><td>not used</td>
 *     <td>every check passed {@code rise} times in a row and no hold is in force</td></tr>
 * </table>
 *
 * <p>A member that changes its mind too often is held down for a while: see {@code FlapDamping}.
 *
 * <p>Checks are plain blocking conversations on virtual threads, one thread for each member and
 * check. What a member answers is not trusted: it is bounded in size and time, and escaped before
 * it is shown. Start reading at {@link HealthMonitor}, then {@code HealthTracker}.
 */
@NullMarked
package org.sallyport.director.health;

import org.jspecify.annotations.NullMarked;
