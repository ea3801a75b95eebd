package org.sallyport.authority.push;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sallyport.authority.authentication.Answered;
import org.sallyport.authority.authentication.PinProof;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.Standing;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.authority.user.Users;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * Challenges to people's devices. Safe for use by any number of threads; waiting blocks a virtual
 * thread and no connection.
 */
public final class Challenges implements AutoCloseable {
  /** The most that one can wait for at once. */
  public static final int MOST = 2000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String INSERT =
      "INSERT INTO challenges (id, tenant, user_name, number, display, state, detail, created,"
          + " expires, changed) VALUES (?,?,?,?,?,'pending','',?,?,?)";
  private static final String ONE =
      "SELECT " + ChallengeRow.COLUMNS + " FROM challenges WHERE id = ? AND tenant = ?";
  private static final String OF_USER =
      "SELECT "
          + ChallengeRow.COLUMNS
          + " FROM challenges WHERE tenant = ? AND user_name = ? AND state = 'pending'"
          + " AND expires > ? ORDER BY created, id";
  private static final String HOLD = ONE + " AND user_name = ? ${for update}";
  private static final String DECIDE =
      "UPDATE challenges SET state = ?, detail = ?, changed = ? WHERE id = ?";
  private static final String HAS_DEVICE =
      "SELECT id FROM devices WHERE tenant = ? AND user_name = ? LIMIT 1";

  private final Store store;
  private final Users users;
  private final Answered answered;
  private final PinProof pins;
  private final InstantSource clock;
  private final Bell bell = new Bell();
  private final Watch watch;
  private final Outcomes outcomes;
  private volatile boolean closed;

  /** Challenges over these; {@link #start} before use. */
  public Challenges(Store store, Users users, Answered answered, InstantSource clock) {
    this.store = store;
    this.users = users;
    this.answered = answered;
    this.pins = new PinProof(store, users, clock);
    this.clock = clock;
    this.watch = new Watch(store, bell, clock);
    this.outcomes = new Outcomes(store, bell, clock, () -> closed);
  }

  /** Begins to watch for what other processes change. */
  public void start() {
    watch.start();
  }

  /** Sends a challenge to all devices of a user. Returns at once. */
  public Pushed begin(Caller caller, UserName user, PushRequest request) {
    var asked =
        new Asked(
            caller,
            user,
            request,
            answered.digest(
                "push",
                user.text(),
                request.display(),
                request.numbered() ? "" : "without number",
                request.pin().map(pin -> "pin " + pin.revealText()).orElse("")),
            pins.of(caller.tenant(), user, request.pin()));
    return store.write(in -> begin(in, asked));
  }

  /** A request with what takes long and is done before the transaction. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call
  private record Asked(
      Caller caller,
      UserName user,
      PushRequest request,
      byte[] digest,
      Optional<String> provenPin) {}

  private Pushed begin(Transaction in, Asked asked) {
    var tenant = asked.caller.tenant();
    var user = asked.user;
    var request = asked.request;
    var held = users.hold(in, tenant, user);
    if (held.isEmpty()) {
      return new Pushed.Unknown();
    }
    var before = answered.find(in, tenant, request.key(), asked.digest);
    if (before.isPresent()) {
      return again(in, tenant, before.get());
    }
    var id = Ids.next('a');
    var refusal = refusal(in, held.get(), asked);
    var result = refusal.isPresent() ? "refused" : Answered.PUSH;
    var detail = refusal.map(Refusal::word).orElse("");
    if (!answered.keep(in, tenant, request.key(), asked.digest, user, id, result, detail)) {
      return new Pushed.Mismatch();
    }
    if (refusal.filter(Refusal.PIN::equals).isPresent() && request.pin().isPresent()) {
      // As with a code: a PIN that is missing is no guess.
      users.wrongCode(in, asked.caller, held.get());
    }
    if (refusal.isPresent()) {
      return new Pushed.Refused(id, refusal.get());
    }
    return send(in, tenant, user, request, id);
  }

  private Pushed send(
      Transaction in, String tenant, UserName user, PushRequest request, String id) {
    var number =
        request.numbered() ? String.format(Locale.ROOT, "%02d", 10 + RANDOM.nextInt(90)) : "";
    var now = clock.instant();
    in.run(
        INSERT,
        id,
        tenant,
        user.text(),
        number,
        request.display(),
        now,
        now.plus(request.timeout()),
        now);
    in.afterCommit(() -> bell.ring(Watch.ofUser(tenant, user.text())));
    return new Pushed.Pending(id, number);
  }

  private Pushed again(Transaction in, String tenant, Answered.Kept kept) {
    if (!kept.same()) {
      return new Pushed.Mismatch();
    }
    return kept.result().equals(Answered.PUSH)
        ? look(in, tenant, kept.id())
        : new Pushed.Refused(kept.id(), Refusal.of(kept.detail()));
  }

  private Optional<Refusal> refusal(Transaction in, Standing held, Asked asked) {
    if (held.user().state() == UserState.DISABLED) {
      return Optional.of(Refusal.DISABLED);
    }
    if (held.user().lockedAt(clock.instant())) {
      return Optional.of(Refusal.LOCKED);
    }
    if (!PinProof.holds(held, asked.provenPin)) {
      return Optional.of(Refusal.PIN);
    }
    var device =
        in.first(HAS_DEVICE, row -> row.text("id"), asked.caller.tenant(), asked.user.text());
    return device.isPresent() ? Optional.empty() : Optional.of(Refusal.NO_CREDENTIAL);
  }

  private Pushed look(Transaction in, String tenant, String id) {
    return in.first(ONE, ChallengeRow::read, id, tenant)
        .map(row -> row.at(clock.instant()))
        .orElseGet(Pushed.Unknown::new);
  }

  /** How it stands; waits until it is decided, for at most {@code wait}. */
  public Pushed await(String tenant, String id, Duration wait) {
    return awaited(
            id,
            wait,
            () -> store.read(in -> in.first(ONE, ChallengeRow::read, id, tenant)),
            row -> row.isEmpty() || !row.get().open(clock.instant()),
            row -> row.map(ChallengeRow::expires).orElse(Instant.MAX))
        .map(row -> row.at(clock.instant()))
        .orElseGet(Pushed.Unknown::new);
  }

  /**
   * Of many, those that are decided; waits until one is, for at most {@code wait}. {@code Unknown}
   * are those that the tenant does not have.
   *
   * @param ids at most {@value #MOST}
   */
  public Map<String, Pushed> await(String tenant, Collection<String> ids, Duration wait) {
    if (ids.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " challenges at once");
    }
    return outcomes.await(tenant, Set.copyOf(ids), wait);
  }

  /** What waits for a device; waits until there is something, for at most {@code wait}. */
  public List<Challenge> pending(Device device, Duration wait) {
    var user = device.user().text();
    return awaited(
            Watch.ofUser(device.tenant(), user),
            wait,
            () -> pending(device.tenant(), user),
            rows -> !rows.isEmpty(),
            _ -> Instant.MAX)
        .stream()
        .map(ChallengeRow::shown)
        .toList();
  }

  private List<ChallengeRow> pending(String tenant, String user) {
    return store.read(in -> in.all(OF_USER, ChallengeRow::read, tenant, user, clock.instant()));
  }

  /** Looks, and looks again at each ring, until it is enough or the time is over. */
  private <T> T awaited(
      String name,
      Duration wait,
      Supplier<T> look,
      Predicate<T> enough,
      java.util.function.Function<T, Instant> until) {
    long end = System.nanoTime() + wait.toNanos();
    try (var listener = bell.listen(name)) {
      while (true) {
        var seen = look.get();
        long left = end - System.nanoTime();
        if (enough.test(seen) || left <= 0 || closed) {
          return seen;
        }
        listener.await(shorter(Duration.ofNanos(left), until.apply(seen)));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return look.get();
    }
  }

  private Duration shorter(Duration left, Instant until) {
    if (until.equals(Instant.MAX)) {
      return left;
    }
    var open = Duration.between(clock.instant(), until).plusMillis(1);
    return open.compareTo(left) < 0 ? open : left;
  }

  /** What the person decided on a device. */
  public Decided decide(Device device, String id, Decision decision) {
    return store.write(in -> decide(in, device, id, decision));
  }

  private Decided decide(Transaction in, Device device, String id, Decision decision) {
    // The user first, as everywhere, so that nobody waits in a circle.
    var held = users.hold(in, device.tenant(), device.user());
    var found = in.first(HOLD, ChallengeRow::read, id, device.tenant(), device.user().text());
    if (held.isEmpty() || found.isEmpty()) {
      return new Decided.Unknown();
    }
    if (!found.get().open(clock.instant())) {
      return new Decided.TooLate();
    }
    if (decision.approve() && decision.number().isEmpty() && found.get().numbered()) {
      return new Decided.NumberMissing();
    }
    var refusal = refusal(held.get(), found.get(), decision);
    var state = refusal.isPresent() ? ChallengeRow.REFUSED : ChallengeRow.ACCEPTED;
    var detail = refusal.map(Refusal::word).orElse(device.id());
    in.run(DECIDE, state, detail, clock.instant(), id);
    in.afterCommit(() -> bell.ring(id));
    return new Decided.Taken(refusal.isEmpty());
  }

  private Optional<Refusal> refusal(Standing held, ChallengeRow row, Decision decision) {
    if (!decision.approve()) {
      return Optional.of(Refusal.DENIED);
    }
    // Where the login shows none, one that is entered was meant for another login.
    var number = Secret.ofText(decision.number().orElse(""));
    if (!number.equals(Secret.ofText(row.number()))) {
      return Optional.of(Refusal.WRONG_NUMBER);
    }
    if (held.user().state() == UserState.DISABLED) {
      return Optional.of(Refusal.DISABLED);
    }
    return held.user().lockedAt(clock.instant()) ? Optional.of(Refusal.LOCKED) : Optional.empty();
  }

  /** Ends what waits: all are told how it stands now. */
  @Override
  public void close() {
    closed = true;
    watch.close();
  }
}
