package org.sallyport.director.http;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Decision;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ConnectBudget;
import org.sallyport.director.service.ProxyGreeting;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;

/**
 * Finds a member for each request of one connection: by decision, over a kept connection where one
 * waits, else over a new one, and at another member when the first one fails. Loop thread only.
 */
@SuppressWarnings("ReferenceEquality") // what is awaited is known by identity
final class MemberSearch {
  /**
   * A request that must not be repeated goes over a kept connection only while the member is
   * unlikely to close it in the same moment.
   */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String SILENT = "no answer to the connection within the connect time";

  private final Exchange exchange;
  private final ServiceLoop at;
  private final InetSocketAddress client;
  private final InetSocketAddress called;
  private final Request request;
  private final @Nullable HttpAffinity affinity;
  private final ConnectBudget budget;

  private @Nullable Member pinned;
  private @Nullable Member chosen;
  private @Nullable HttpMember opening;
  private String reason = "";
  private String failure = "no member is available";
  private long tried;
  private boolean retried;
  private boolean freshOnly;
  private Decision.@Nullable Wait waiting;
  private boolean stopped;

  MemberSearch(
      Exchange exchange,
      ServiceLoop at,
      InetSocketAddress client,
      InetSocketAddress called,
      Request request,
      @Nullable HttpAffinity affinity) {
    this.exchange = exchange;
    this.at = at;
    this.client = client;
    this.called = called;
    this.request = request;
    this.affinity = affinity;
    this.budget = new ConnectBudget(at.service().settings().timeouts().connect());
  }

  /** Forgets the request before. */
  void reset() {
    pinned = null;
    chosen = null;
    reason = "";
    tried = 0;
    retried = false;
    freshOnly = false;
  }

  /**
   * Begins for a new request, after {@link #reset}, that belongs to {@code member}, or to nobody
   * yet.
   */
  void begin(@Nullable Member member) {
    pinned = member;
    budget.restart();
    decide();
  }

  private void decide() {
    switch (at.service().pool().decide(pinned, tried)) {
      case Decision.Chosen(Member member, var why) -> {
        if (member != pinned && affinity != null && !claims(affinity, member)) {
          decide();
          return;
        }
        chosen = member;
        reason = why.text();
        reach(member);
      }
      case Decision.Wait wait -> {
        waiting = wait;
        exchange.connecting(at.service().settings().timeouts().firstCheck().toMillis());
        at.service().pool().whenVerdict(wait, () -> at.loop().execute(() -> verdict(wait)));
      }
      case Decision.Refused(var why) ->
          exchange.answer(
              tried == 0 ? Answer.UNAVAILABLE : Answer.BAD_GATEWAY,
              tried == 0 ? Refusal.NO_MEMBER : Refusal.UNREACHABLE,
              tried == 0 ? why.text() : failure);
    }
  }

  /** Whether the session is the member's now, and not one's that another connection has chosen. */
  private boolean claims(HttpAffinity sessions, Member member) {
    var holder = sessions.claim(member, pinned);
    if (holder != member && (tried & holder.bit()) != 0) {
      holder = sessions.pin(member);
    }
    pinned = holder;
    return holder == member;
  }

  private void verdict(Decision.Wait awaited) {
    if (waiting == awaited && !stopped) {
      waiting = null;
      decide();
    }
  }

  private void reach(Member member) {
    var lane = at.lane(member);
    if (!freshOnly && !HttpMember.presentsClient(member)) {
      var kept = (HttpMember) lane.peek();
      if (kept != null && (request.method().isIdempotent() || kept.idleNanos() < FRESH_NANOS)) {
        lane.poll();
        kept.reuse(exchange, request.method());
        exchange.reached(kept);
        return;
      }
    }
    exchange.connecting(budget.begin(System.nanoTime()));
    var opened = new HttpMember(at, lane, exchange, request.method());
    opening = opened;
    opened.open(ProxyGreeting.of(member.settings().proxyProtocol(), client, called));
  }

  /** The new connection stands. */
  void opened(HttpMember reached) {
    if (opening == reached) {
      opening = null;
      exchange.reached(reached);
    } else {
      reached.abandon();
    }
  }

  /** The new connection failed: nothing was sent. */
  void failed(HttpMember failed, String cause) {
    if (opening != failed) {
      return;
    }
    failed.traffic().connectFailed();
    at.service().signals().connectFailed(failed.member(), cause);
    unreached(failed, cause);
  }

  private void unreached(HttpMember failed, String cause) {
    opening = null;
    budget.end(System.nanoTime());
    next(failed.member(), cause);
  }

  /**
   * The member was lost with the request in hand.
   *
   * @param stale whether it was a kept connection, which a member may close at any time
   */
  void again(Member lost, String cause, boolean stale) {
    budget.restart();
    if (stale && !freshOnly && !lost.status().takesNothing()) {
      freshOnly = true;
      decide();
      return;
    }
    at.service().signals().responseFailed(lost, cause);
    next(lost, cause);
  }

  private void next(Member lost, String cause) {
    failure = cause;
    tried |= lost.bit();
    if (budget.spent()) {
      exchange.answer(Answer.BAD_GATEWAY, Refusal.UNREACHABLE, cause);
      return;
    }
    retried = true;
    lost.traffic().retried();
    at.service().counters().retried();
    decide();
  }

  /** The time for this step is over. */
  void expired() {
    var silent = opening;
    if (silent != null) {
      silent.abandon();
      if (budget.blames()) {
        failed(silent, SILENT);
      } else {
        unreached(silent, SILENT);
      }
    } else {
      verdictOverdue();
    }
  }

  /** Where the verdict on one member was awaited, another one may still take the request. */
  private void verdictOverdue() {
    var overdue = waiting == null ? null : waiting.member();
    waiting = null;
    if (overdue == null) {
      exchange.answer(Answer.UNAVAILABLE, Refusal.NO_MEMBER, "no member was checked in time");
    } else {
      tried |= overdue.bit();
      decide();
    }
  }

  /** The client's connection has ended. */
  void stop() {
    stopped = true;
    var abandoned = opening;
    opening = null;
    if (abandoned != null) {
      abandoned.abandon();
    }
  }

  /** The member that was chosen last for the present request, or null. */
  @Nullable Member member() {
    return chosen;
  }

  /** Why it was chosen. */
  String reason() {
    return reason;
  }

  /** Whether the present request went to another member after one failed. */
  boolean retried() {
    return retried;
  }
}
