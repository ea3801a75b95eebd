/**
 * Pools, their members, and the decision which member takes a session.
 *
 * <p>Start reading at {@link Pool#decide}: a pure choice over an immutable snapshot, asked by the
 * proxies, by {@code explain} and by the dashboard alike. Health checks speak through {@link
 * Pool#report}, administrators through {@link Pool#drain} and its siblings; each change makes a new
 * snapshot and a {@link PoolEvent}. {@link PoolSet} carries members across a reload.
 *
 * <h2>Which sessions a member takes</h2>
 *
 * <table>
 * <caption>by administrative state and health</caption>
 * <tr><th></th><th>UP</th><th>DEGRADED</th><th>DOWN</th><th>UNCHECKED</th></tr>
 * <tr><td>READY</td><td>all</td><td>pinned; new ones while no member is UP</td><td>none</td>
 * <td>none; pinned ones wait for the first verdict</td></tr>
 * <tr><td>DRAIN</td><td>pinned</td><td>pinned</td><td>none</td><td>pinned ones wait</td></tr>
 * <tr><td>MAINTENANCE</td><td>none</td><td>none</td><td>none</td><td>none</td></tr>
 * </table>
 *
 * <p>A session that is pinned to a member which takes none is moved. With nobody to take a session
 * it is refused; where a member that may take it still awaits its first verdict, it waits.
 *
 * <h2>Degraded members</h2>
 *
 * <p>A step between UP and DEGRADED counts once the same cause would have shown on the other
 * members (the slowest check's {@code fall} intervals), and the steps of all members begin to count
 * together. When all are degraded by then, the cause is shared, they count as up and nobody is
 * moved; the same holds while they recover.
 *
 * <h2>Fail-back</h2>
 *
 * <p>A member that was down and is up again is <em>returning</em>: it takes new sessions only when
 * no other member can. Under {@code new-sessions} and {@code all} it has returned after {@code
 * steady-time}; under {@code never} once an administrator resumes it. Under {@code all}, {@code
 * failover} and {@code ordered} pools also move pinned sessions to the preferred member; the other
 * policies prefer none, so there {@code all} equals {@code new-sessions}.
 *
 * <p>{@code failover} keeps an incumbent: a state of the pool that survives a restart, that an
 * administrator can switch, and that {@code fail-back: never} leaves where it is until it fails.
 * {@code ordered} keeps nothing: each decision takes the first of the list that has not been away.
 */
@NullMarked
package org.sallyport.director.pool;

import org.jspecify.annotations.NullMarked;
