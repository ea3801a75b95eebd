package org.sallyport.gateway.factor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.MemberTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One address of the authority: its connections, and whether it answered last. */
final class LinkAddress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkAddress.class);

  /** A connection is made anew after this long, so that certificates are looked at again. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final HostPort address;
  private final MemberTls tls;
  private final Dialler dialler;
  private final Watchdog watchdog;
  private final AuthorityLinkSettings settings;
  private final InstantSource clock;
  private final String host;
  private final Deque<AuthorityConnection> idle = new ArrayDeque<>();
  private final LongAdder answers = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private long clearings;
  private boolean closed;
  private volatile Optional<Down> down = Optional.empty();
  private volatile Optional<Instant> peerValidUntil = Optional.empty();

  /** That it did not answer last. */
  record Down(LinkFailure failure, Instant since) {}

  LinkAddress(
      HostPort address,
      MemberTls tls,
      Dialler dialler,
      Watchdog watchdog,
      AuthorityLinkSettings settings,
      InstantSource clock) {
    this.address = address;
    this.tls = tls;
    this.dialler = dialler;
    this.watchdog = watchdog;
    this.settings = settings;
    this.clock = clock;
    host = new HostPort(tls.expectedName(), address.port()).toString();
  }

  boolean alive() {
    return down.isEmpty();
  }

  LinkStatus status() {
    return new LinkStatus(
        address.toString(),
        down.map(Down::failure).map(LinkFailure::reason),
        down.map(Down::failure).map(LinkFailure::detail),
        down.map(Down::since),
        peerValidUntil,
        answers.sum(),
        failures.sum());
  }

  /**
   * Asks. Blocks for at most the time to connect and the time to answer, and the call's patience.
   */
  HttpReply exchange(Call call) throws LinkFailure {
    long now = System.nanoTime();
    long connected = now + settings.connectTimeout().toNanos();
    long answered = connected + settings.answerTimeout().toNanos() + call.patience().toNanos();
    return exchange(call, connected, answered, true);
  }

  /**
   * Asks within one time limit.
   *
   * @param reuse whether a connection that is open already will do
   */
  HttpReply exchangeWithin(Call call, Duration limit, boolean reuse) throws LinkFailure {
    long deadline = System.nanoTime() + limit.toNanos();
    return exchange(call, deadline, deadline, reuse);
  }

  private HttpReply exchange(Call call, long connected, long answered, boolean reuse)
      throws LinkFailure {
    try {
      var reply = attempt(call, connected, answered, reuse);
      refuse(reply);
      answers.increment();
      up();
      return reply;
    } catch (LinkFailure e) {
      failures.increment();
      downWith(e);
      throw e;
    }
  }

  private HttpReply attempt(Call call, long connected, long answered, boolean reuse)
      throws LinkFailure {
    long before = clearings();
    var kept = reuse ? takeIdle() : null;
    if (kept != null) {
      try {
        return on(kept, call, answered, before);
      } catch (LinkFailure e) {
        if (!e.isStale()) {
          throw e;
        }
        clear(); // the server was restarted, so the others are gone too
        before = clearings();
      }
    }
    var fresh = dialler.connect(address, tls, connected);
    peerValidUntil = fresh.peerValidUntil();
    return on(fresh, call, answered, before);
  }

  private HttpReply on(AuthorityConnection connection, Call call, long deadline, long before)
      throws LinkFailure {
    boolean keep = false;
    var watch = watchdog.over(connection.raw(), deadline);
    try (watch) {
      var reply = connection.exchange(call, host);
      keep = reply.keep();
      return reply;
    } catch (IOException e) {
      throw failure(e, connection, watch.bitten(), deadline);
    } finally {
      if (keep && !watch.bitten()) {
        giveBack(connection, before);
      } else {
        connection.close();
      }
    }
  }

  private LinkFailure failure(
      IOException e, AuthorityConnection connection, boolean late, long deadline) {
    if (late) {
      return LinkFailure.of(Cause.UNREACHABLE, address + " has not answered in time");
    }
    if (e instanceof ReplyReader.NoReplyException) {
      return LinkFailure.of(
          Cause.FAULT, address + " answers with something else: " + FailureReason.text(e));
    }
    if (connection.proven() && !connection.begun()) {
      return LinkFailure.stale(address + " has closed the connection");
    }
    if (!connection.proven()) {
      var first = FailureReason.securing(e, address.toString(), dialler.ownExpired());
      return first.reason() == Cause.UNREACHABLE
          ? dialler.diagnose(address, tls, deadline).orElse(first)
          : first;
    }
    return LinkFailure.of(
        Cause.UNREACHABLE, address + " broke off its answer: " + FailureReason.text(e));
  }

  /** Statuses that say nothing of the question but something of the link. */
  private void refuse(HttpReply reply) throws LinkFailure {
    int status = reply.status();
    if (status == 401 || status == 403) {
      throw LinkFailure.of(
          Cause.CERTIFICATE, address + " knows our certificate as nobody's (" + status + ")");
    }
    if (status == 503 && AnswerReader.unwell(reply.body())) {
      throw LinkFailure.of(Cause.UNWELL, address + " says that it can judge nobody now");
    }
    if (status >= 500 || status == 429) {
      throw LinkFailure.of(Cause.FAULT, address + " cannot answer now (" + status + ")");
    }
  }

  private synchronized @Nullable AuthorityConnection takeIdle() {
    while (!idle.isEmpty()) {
      var newest = idle.pop();
      if (newest.fresh(settings.idle(), LONGEST)) {
        return newest;
      }
      newest.close();
    }
    return null;
  }

  private synchronized long clearings() {
    return clearings;
  }

  /**
   * Keeps a connection for the next call.
   *
   * @param before what {@link #clearings} was when it was taken or dialled
   */
  private synchronized void giveBack(AuthorityConnection connection, long before) {
    if (closed || before != clearings) { // it may be of a certificate that was replaced meanwhile
      connection.close();
      return;
    }
    idle.push(connection);
    while (!idle.isEmpty() && !idle.getLast().fresh(settings.idle(), LONGEST)) {
      idle.removeLast().close();
    }
  }

  /** Ends the connections that nobody uses now, and the others after their call. */
  synchronized void clear() {
    clearings++;
    idle.forEach(AuthorityConnection::close);
    idle.clear();
  }

  private void up() {
    if (down.isPresent()) {
      down = Optional.empty();
      LOG.atInfo().addKeyValue("address", address).log("authority-up");
    }
  }

  private void downWith(LinkFailure failure) {
    var before = down;
    down = Optional.of(new Down(failure, before.map(Down::since).orElseGet(clock::instant)));
    if (before.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("address", address)
          .addKeyValue("reason", failure.reason())
          .addKeyValue("cause", failure.detail())
          .log("authority-down");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
  }
}
