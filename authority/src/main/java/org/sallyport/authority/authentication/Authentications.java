package org.sallyport.authority.authentication;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sallyport.authority.credential.CodeJudge;
import org.sallyport.authority.credential.Judgement;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.Standing;
import org.sallyport.authority.user.UserState;
import org.sallyport.authority.user.Users;
import org.sallyport.kernel.Ids;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * Judges codes. A user is held while a code is judged, so the same code given many times at once is
 * accepted once. Safe for use by any number of threads; blocks on the store and on PINs.
 */
public final class Authentications {
  /** The most attempts in one transaction. */
  public static final int MOST = 256;

  private static final String ACCEPTED = "accepted";

  private final Store store;
  private final Users users;
  private final CodeJudge judge;
  private final Answered answered;
  private final PinProof proof;
  private final InstantSource clock;

  /** Judges over these. */
  public Authentications(
      Store store, Users users, CodeJudge judge, Answered answered, InstantSource clock) {
    this.store = store;
    this.users = users;
    this.judge = judge;
    this.answered = answered;
    this.proof = new PinProof(store, users, clock);
    this.clock = clock;
  }

  /** Judges one attempt. */
  public Verdict check(Caller caller, Attempt attempt) {
    var prepared = prepare(caller, attempt);
    return store.write(in -> judge(in, caller, prepared));
  }

  /**
   * Judges attempts in one transaction, at most {@value #MOST}; the verdicts are in the same order
   * and durable when they are returned.
   */
  public List<Verdict> check(Caller caller, List<Attempt> attempts) {
    if (attempts.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " attempts at once");
    }
    var prepared = attempts.stream().map(attempt -> prepare(caller, attempt)).toList();
    // All transactions hold users in the same order, so that none waits for another in a circle.
    var order =
        IntStream.range(0, attempts.size())
            .boxed()
            .sorted(Comparator.comparing(i -> attempts.get(i).user().text()))
            .toList();
    return store.write(
        in -> {
          var verdicts = new ArrayList<Verdict>(attempts.stream().map(_ -> UNJUDGED).toList());
          order.forEach(i -> verdicts.set(i, judge(in, caller, prepared.get(i))));
          return List.copyOf(verdicts);
        });
  }

  private static final Verdict UNJUDGED = new Verdict.Unknown();

  /** An attempt with what takes long and is done before the transaction. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call
  private record Prepared(Attempt attempt, byte[] request, Optional<String> provenPin) {}

  private Prepared prepare(Caller caller, Attempt attempt) {
    var pin = attempt.pin();
    var request =
        answered.digest(
            "code",
            attempt.user().text(),
            attempt.code(),
            pin.map(given -> "pin " + given.revealText()).orElse(""));
    return new Prepared(attempt, request, proof.of(caller.tenant(), attempt.user(), pin));
  }

  private Verdict judge(Transaction in, Caller caller, Prepared prepared) {
    var attempt = prepared.attempt;
    var tenant = caller.tenant();
    var found = users.hold(in, tenant, attempt.user());
    if (found.isEmpty()) {
      return new Verdict.Unknown();
    }
    var before = answered.find(in, tenant, attempt.key(), prepared.request);
    if (before.isPresent()) {
      return again(before.get());
    }
    var held = found.get();
    var ruling = ruling(in, caller, held, prepared);
    var id = Ids.next('a');
    if (!answered.keep(
        in,
        tenant,
        attempt.key(),
        prepared.request,
        attempt.user(),
        id,
        ruling.result(),
        ruling.detail())) {
      return new Verdict.Mismatch();
    }
    ruling.effect.run();
    return ruling.verdict(id);
  }

  private static Verdict again(Answered.Kept kept) {
    if (!kept.same()) {
      return new Verdict.Mismatch();
    }
    return kept.result().equals(ACCEPTED)
        ? new Verdict.Accepted(kept.id(), kept.detail())
        : new Verdict.Refused(kept.id(), Refusal.of(kept.detail()));
  }

  private Ruling ruling(Transaction in, Caller caller, Standing held, Prepared prepared) {
    if (held.user().state() == UserState.DISABLED) {
      return Ruling.no(Refusal.DISABLED);
    }
    if (held.user().lockedAt(clock.instant())) {
      return Ruling.no(Refusal.LOCKED);
    }
    Runnable count = () -> users.wrongCode(in, caller, held);
    if (!PinProof.holds(held, prepared.provenPin)) {
      // A PIN that is missing is no guess.
      return new Ruling(
          Optional.of(Refusal.PIN), "", prepared.attempt.pin().isPresent() ? count : () -> {});
    }
    var attempt = prepared.attempt;
    return switch (judge.judge(in, caller.tenant(), attempt.user(), attempt.code())) {
      case Judgement.Right(var credential, var spend) ->
          new Ruling(
              Optional.empty(),
              credential,
              () -> {
                spend.run();
                users.rightCode(in, caller, held);
              });
      case Judgement.Replayed _ -> Ruling.no(Refusal.REPLAYED);
      case Judgement.Wrong _ -> new Ruling(Optional.of(Refusal.WRONG_CODE), "", count);
      case Judgement.NoSuchLength _ -> Ruling.no(Refusal.WRONG_CODE);
      case Judgement.NoCredential _ -> Ruling.no(Refusal.NO_CREDENTIAL);
    };
  }

  /** What is decided, and what it does once its answer is kept. */
  private record Ruling(Optional<Refusal> refusal, String credential, Runnable effect) {
    static Ruling no(Refusal reason) {
      return new Ruling(Optional.of(reason), "", () -> {});
    }

    String result() {
      return refusal.isPresent() ? "refused" : ACCEPTED;
    }

    String detail() {
      return refusal.map(Refusal::word).orElse(credential);
    }

    Verdict verdict(String id) {
      return refusal
          .<Verdict>map(reason -> new Verdict.Refused(id, reason))
          .orElseGet(() -> new Verdict.Accepted(id, credential));
    }
  }
}
