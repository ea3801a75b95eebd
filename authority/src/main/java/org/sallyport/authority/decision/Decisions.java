package org.sallyport.authority.decision;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.push.Pushed;
import org.sallyport.authority.user.UserName;
import org.sallyport.web.route.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what was decided: the audit log, the metrics, the pages. Any thread. */
public final class Decisions {
  /** The name of the audit log. */
  public static final String AUDIT = "sallyport.audit.authority";

  private static final Logger LOG = LoggerFactory.getLogger(AUDIT);

  private final InstantSource clock;
  private final DecisionMetrics metrics = new DecisionMetrics();
  private final RecentDecisions recent = new RecentDecisions();
  private final AskedUsers asked = new AskedUsers();

  /** Decisions that are dated by {@code clock}. */
  public Decisions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A code was judged.
   *
   * @param begun when, as {@link System#nanoTime} gave it
   */
  public void judged(Caller client, UserName user, Verdict verdict, long begun) {
    metrics.took(System.nanoTime() - begun);
    switch (verdict) {
      case Verdict.Accepted(_, var credential) ->
          tell(client, user.text(), "code", "accepted", "", credential);
      case Verdict.Refused(_, var reason) ->
          tell(client, user.text(), "code", "refused", reason.word(), "");
      case Verdict.Unknown _ -> tell(client, user.text(), "code", "unknown", "", "");
      case Verdict.Mismatch _ -> metrics.count("code", "mismatch", "");
    }
  }

  /** A push was asked for. */
  public void pushed(Caller client, UserName user, Pushed pushed) {
    switch (pushed) {
      case Pushed.Pending(var id, _) -> {
        metrics.count("push", "pending", "");
        asked.put(id, user.text());
      }
      case Pushed.Accepted(_, var device) ->
          tell(client, user.text(), "push", "accepted", "", device);
      case Pushed.Refused(_, var reason) ->
          tell(client, user.text(), "push", "refused", reason.word(), "");
      case Pushed.Unknown _ -> tell(client, user.text(), "push", "unknown", "", "");
      case Pushed.Mismatch _ -> metrics.count("push", "mismatch", "");
    }
  }

  /**
   * The outcome of a push was told to a client. Where another process began it, the line has no
   * user's name.
   */
  public void polled(Caller client, Pushed pushed) {
    switch (pushed) {
      case Pushed.Accepted(var id, var device) ->
          tell(client, asked.take(id), "push", "accepted", "", device);
      case Pushed.Refused(var id, var reason) ->
          tell(client, asked.take(id), "push", "refused", reason.word(), "");
      case Pushed.Pending _, Pushed.Unknown _, Pushed.Mismatch _ -> {
        // Nothing was decided.
      }
    }
  }

  private void tell(
      Caller client, String user, String method, String result, String reason, String credential) {
    metrics.count(method, result, reason);
    recent.add(
        new Decision(
            clock.instant(),
            client.tenant(),
            client.name(),
            user,
            method,
            result,
            reason,
            credential));
    LOG.atInfo()
        .addKeyValue("tenant", client.tenant())
        .addKeyValue("client", client.name())
        .addKeyValue("user", user)
        .addKeyValue("method", method)
        .addKeyValue("result", result)
        .addKeyValue("reason", reason.isEmpty() ? "-" : reason)
        .addKeyValue("credential", credential.isEmpty() ? "-" : credential)
        .log("authentication");
  }

  /**
   * Waits on behalf of a client.
   *
   * @param logins how many are counted among those that wait
   */
  public <T> T waiting(int logins, Supplier<T> wait) {
    metrics.waits(logins);
    try {
      return wait.get();
    } finally {
      metrics.waits(-logins);
    }
  }

  /** A user's latest, newest first, as far as this process remembers. */
  public List<Decision> of(String tenant, String user, int most) {
    return recent.of(tenant, user, most);
  }

  /** How many were accepted and refused since start. */
  public String summary() {
    return metrics.summary();
  }

  /** The metrics in Prometheus's text format 0.0.4. */
  public String metrics() {
    return metrics.text();
  }
}
