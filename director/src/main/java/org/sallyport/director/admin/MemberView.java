package org.sallyport.director.admin;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.MemberTraffic;

/**
 * A member at one moment.
 *
 * @param since when its health or administrative state last changed
 * @param cause why, the check's or the administrator's words
 * @param weight where the policy uses one
 * @param connections established to it now, idle ones included
 * @param inHand requests and relayed connections now
 * @param totals since start
 */
public record MemberView(
    String name,
    String address,
    Health health,
    Admin admin,
    Instant since,
    String cause,
    Optional<Integer> weight,
    int connections,
    int inHand,
    MemberTraffic.Totals totals,
    LatencyView latency) {}
