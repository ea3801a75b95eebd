package org.sallyport.client.policy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Question;
import org.sallyport.client.session.Calls;
import org.sallyport.client.state.StateFolder;
import org.sallyport.openpgp.Certificate;

/** The last policy that counts, and how a newer one comes. Any thread. */
public final class Policies {
  /** The problem of a policy that the organisation key has not signed, as a name. */
  public static final String NOT_SIGNED = "policy";

  private static final String FILE = "policy.json";
  private static final int NOT_MODIFIED = 304;

  private final StateFolder folder;
  private final InstantSource clock;
  private final Supplier<Certificate> organisation;

  /**
   * Policies that the organisation key has signed.
   *
   * @param organisation its certificate as it is now: always the same key, maybe renewed
   */
  public Policies(StateFolder folder, InstantSource clock, Supplier<Certificate> organisation) {
    this.folder = folder;
    this.clock = clock;
    this.organisation = organisation;
  }

  /**
   * The form in the state.
   *
   * @param confirmed when a server last said that this is the policy
   */
  private record Kept(SignedPolicy signed, Optional<String> etag, Instant confirmed) {}

  /**
   * A policy that counts.
   *
   * @param policy what it says
   * @param confirmed when a server last said so
   */
  public record Held(Policy policy, Instant confirmed) {
    /** When its grace ends. */
    public Instant graceEnds() {
      return confirmed.plus(policy.client().offlineGrace());
    }
  }

  /** How a question for a newer one ended. */
  public sealed interface Outcome {
    /** There is a new one. */
    record Changed(Policy policy) implements Outcome {}

    /** The one that is held is the newest. */
    record Unchanged(Policy policy) implements Outcome {}

    /** What came does not count, or the server refuses; the one that is held stays. */
    record Refused(String problem, String sentence) implements Outcome {}

    /** No server can be asked. */
    record Unreachable(String sentence) implements Outcome {}
  }

  /** What may be done now. */
  public sealed interface Standing {
    /** A server confirmed the policy, or its grace lasts. */
    record Good(Held held) implements Standing {}

    /** The grace is over, and the policy lets work go on. */
    record Allowed(Held held) implements Standing {}

    /** Nothing is to be done with keys; why. */
    record Blocked(String sentence) implements Standing {}
  }

  private Optional<Kept> kept() throws IOException {
    return folder.read(FILE).flatMap(bytes -> Json.read(bytes, Kept.class));
  }

  /** The policy in the state, if its signature still holds. */
  public Optional<Held> held() throws IOException {
    return kept().flatMap(this::verified);
  }

  private Optional<Held> verified(Kept kept) {
    try {
      return Optional.of(
          new Held(kept.signed().verified(organisation.get(), kept.confirmed()), kept.confirmed()));
    } catch (IllegalArgumentException | NullPointerException damaged) {
      return Optional.empty();
    }
  }

  /** What may be done now. */
  public Standing standing() throws IOException {
    var held = held();
    if (held.isEmpty()) {
      return new Standing.Blocked(
          "there is no policy of the organisation yet; run 'sallyport client sync'");
    }
    var ends = held.get().graceEnds();
    if (!clock.instant().isAfter(ends)) {
      return new Standing.Good(held.get());
    }
    return held.get().policy().client().blocksAfterGrace()
        ? new Standing.Blocked(
            "no server was reached since "
                + held.get().confirmed()
                + ", and the policy "
                + held.get().policy().name()
                + " allows that until "
                + ends.truncatedTo(ChronoUnit.SECONDS)
                + "; connect to the network and run 'sallyport client sync'")
        : new Standing.Allowed(held.get());
  }

  /** Asks for a newer one. */
  public Outcome refresh(Calls calls) throws IOException, InterruptedException {
    var kept = kept().filter(one -> verified(one).isPresent());
    var etag = kept.flatMap(Kept::etag);
    var question =
        Question.get("/v1/policy")
            .with(() -> etag.map(tag -> Map.of("If-None-Match", tag)).orElse(Map.of()));
    return switch (calls.ask(question)) {
      case Answer.Unreachable unreachable -> new Outcome.Unreachable(unreachable.sentence());
      case Answer.Refused(_, var problem, var detail, _) -> new Outcome.Refused(problem, detail);
      case Answer.Given(int status, _, _) when status == NOT_MODIFIED && kept.isPresent() ->
          unchanged(kept.get());
      case Answer.Given(_, var body, var tag) -> take(body, tag, kept, organisation.get());
    };
  }

  /**
   * Asks for one that another organisation key has signed, which is to take the place of the one
   * there is. A lower serial than before is refused all the same.
   */
  public Outcome refreshUnder(Certificate next, Calls calls)
      throws IOException, InterruptedException {
    return switch (calls.ask(Question.get("/v1/policy"))) {
      case Answer.Unreachable unreachable -> new Outcome.Unreachable(unreachable.sentence());
      case Answer.Refused(_, var problem, var detail, _) -> new Outcome.Refused(problem, detail);
      case Answer.Given(_, var body, var tag) -> take(body, tag, kept(), next);
    };
  }

  private Outcome unchanged(Kept kept) throws IOException {
    keep(new Kept(kept.signed(), kept.etag(), clock.instant()));
    return new Outcome.Unchanged(verified(kept).orElseThrow().policy());
  }

  private Outcome take(
      byte[] body, Optional<String> etag, Optional<Kept> before, Certificate signer)
      throws IOException {
    Policy policy;
    SignedPolicy signed;
    try {
      signed = Json.readOrThrow(body, SignedPolicy.class);
      policy = signed.verified(signer, clock.instant());
    } catch (IllegalArgumentException e) {
      return new Outcome.Refused(NOT_SIGNED, String.valueOf(e.getMessage()));
    }
    var former = before.flatMap(this::verified).map(Held::policy);
    if (former.isPresent() && policy.serial() < former.get().serial()) {
      return new Outcome.Refused(
          "serial",
          "the server gave a policy of serial "
              + policy.serial()
              + ", an older one than "
              + former.get().serial()
              + " which this client has seen");
    }
    keep(new Kept(signed, etag, clock.instant()));
    return former.filter(policy::equals).isPresent()
        ? new Outcome.Unchanged(policy)
        : new Outcome.Changed(policy);
  }

  private void keep(Kept kept) throws IOException {
    folder.write(FILE, Json.bytes(kept));
  }
}
