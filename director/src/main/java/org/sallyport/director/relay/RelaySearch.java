package org.sallyport.director.relay;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Decision;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ConnectBudget;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.TimeoutSettings;

/**
 * Finds a member for one relayed connection: by decision, and another one when the first fails, as
 * long as the connect time lasts. Loop thread only.
 */
@SuppressWarnings("ReferenceEquality") // what is awaited is known by identity
final class RelaySearch {
  private final RelaySession session;
  private final ServiceLoop at;
  private final TimeoutSettings timeouts;
  private final Affinity affinity;
  private final ConnectBudget budget;

  private String reason = "";
  private long tried;
  private Decision.@Nullable Wait waiting;
  private boolean begun;
  private boolean retried;
  private boolean stopped;

  RelaySearch(RelaySession session, ServiceLoop at, InetAddress client) {
    this.session = session;
    this.at = at;
    this.timeouts = at.service().settings().timeouts();
    this.budget = new ConnectBudget(timeouts.connect());
    this.affinity = new Affinity(at, client);
  }

  void begin() {
    begun = true;
    decide();
  }

  /** Whether it has begun, which it does after the client's handshake where there is one. */
  boolean begun() {
    return begun;
  }

  private void decide() {
    if (stopped) {
      return;
    }
    var pinned = affinity.pinned();
    switch (at.service().pool().decide(pinned, tried)) {
      case Decision.Chosen(Member chosen, var why) -> {
        if (chosen != pinned && !claims(chosen, pinned)) {
          decide();
          return;
        }
        reason = why.text();
        session.reach(chosen, budget.begin(System.nanoTime()));
      }
      case Decision.Wait wait -> {
        session.arm(timeouts.firstCheck().toMillis());
        waiting = wait;
        at.service().pool().whenVerdict(wait, () -> at.loop().execute(() -> verdict(wait)));
      }
      case Decision.Refused(var why) -> session.refuse(Refusal.NO_MEMBER, why.text());
    }
  }

  /** Whether the session is the member's now, and not one's that another connection has chosen. */
  private boolean claims(Member chosen, @Nullable Member pinned) {
    var holder = affinity.claim(pinned, chosen);
    if (holder != chosen && (tried & holder.bit()) != 0) {
      holder = affinity.pin(chosen);
    }
    return holder == chosen;
  }

  private void verdict(Decision.Wait awaited) {
    if (waiting == awaited) {
      waiting = null;
      decide();
    }
  }

  /** Where the verdict on one member was awaited, another one may still take the connection. */
  void verdictOverdue() {
    var overdue = waiting == null ? null : waiting.member();
    waiting = null;
    if (overdue == null) {
      session.refuse(Refusal.NO_MEMBER, "no member was checked in time");
    } else {
      tried |= overdue.bit();
      decide();
    }
  }

  /** Whether a member that was silent until its time was over is to blame for it. */
  boolean blamesSilence() {
    return budget.blames();
  }

  /** The member was not reached: the next one is tried. */
  void next(Member failed, String cause) {
    budget.end(System.nanoTime());
    elsewhere(failed, cause);
  }

  /** The member was lost after it had been reached: the search begins anew, without it. */
  void again(Member lost, String cause) {
    budget.restart();
    elsewhere(lost, cause);
  }

  private void elsewhere(Member failed, String cause) {
    tried |= failed.bit();
    if (budget.spent()) {
      session.refuse(Refusal.UNREACHABLE, cause);
      return;
    }
    retried = true;
    failed.traffic().retried();
    at.service().counters().retried();
    decide();
  }

  /** The client's connection has ended. */
  void stop() {
    stopped = true;
  }

  /** Why the member was chosen. */
  String reason() {
    return reason;
  }

  /** Whether the connection went to another member after one failed. */
  boolean retried() {
    return retried;
  }
}
