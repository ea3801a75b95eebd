package org.sallyport.client.enrolment;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.enrolment.Enrolment.Progress;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Absences;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Link;
import org.sallyport.client.link.LinkLimits;
import org.sallyport.client.link.LinkWatcher;
import org.sallyport.client.link.Question;
import org.sallyport.client.link.Stamp;
import org.sallyport.client.session.SignedLink;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;
import org.sallyport.kernel.SignedRequest;

/**
 * Enrols this machine. What a request needs is kept before it is sent, so that this can be killed
 * at any point and called again.
 */
public final class Enrolling {
  private final StateFolder folder;
  private final InstantSource clock;
  private final LinkLimits limits;
  private final LinkWatcher watcher;

  /** Enrols into a folder. */
  public Enrolling(
      StateFolder folder, InstantSource clock, LinkLimits limits, LinkWatcher watcher) {
    this.folder = folder;
    this.clock = clock;
    this.limits = limits;
    this.watcher = watcher;
  }

  /** How an attempt ended. */
  public sealed interface Outcome {
    /** This machine is a client now, or was before. */
    record Enrolled(Progress.Enrolled as, boolean before) implements Outcome {}

    /** A message with a token is under way. */
    record MailSent(String address, Instant expires) implements Outcome {}

    /** A server refuses, or nothing can be confirmed. */
    record Refused(String sentence) implements Outcome {}

    /** No server can be asked. The next attempt goes on where this one stopped. */
    record Unreachable(String sentence) implements Outcome {}
  }

  /** What a server answers. */
  private record View(
      @Nullable String state,
      @Nullable String client,
      @Nullable PersonForm consumer,
      @Nullable String organisationKey,
      @Nullable String address,
      @Nullable Instant expires) {}

  private record PersonForm(
      @Nullable String address, @Nullable String name, @Nullable List<String> addresses) {
    Person person() {
      if (address == null) {
        throw new IllegalArgumentException("the consumer has no address");
      }
      return new Person(
          address, name == null ? address : name, addresses == null ? List.of(address) : addresses);
    }
  }

  /**
   * Enrols, or goes on with an enrolment that was interrupted.
   *
   * @param device what to call this machine
   * @throws IOException when the state cannot be read or written
   */
  public Outcome enrol(Stamp stamp, String device, Means means)
      throws IOException, InterruptedException {
    try (var _ = folder.hold()) {
      var kept = Enrolment.read(folder);
      if (kept.isPresent() && kept.get().progress() instanceof Progress.Enrolled as) {
        return new Outcome.Enrolled(as, true);
      }
      var enrolment =
          kept.filter(one -> goesOn(one, stamp, means))
              .map(one -> one.by(means))
              .orElseGet(() -> Enrolment.begin(stamp, device, means));
      enrolment.write(folder);
      return ask(enrolment, Question.of("PUT", path(enrolment), body(enrolment, means)));
    }
  }

  /** A message that waits for its answer is for one address; anything else begins anew. */
  private static boolean goesOn(Enrolment kept, Stamp stamp, Means means) {
    boolean sameServers = kept.stamp().equals(stamp);
    return sameServers
        && switch (kept.progress()) {
          case Progress.Begun _ -> true;
          case Progress.MailSent _ ->
              kept.method().equals(means.method()) && kept.address().equals(means.address());
          case Progress.Enrolled _ -> true;
        };
  }

  /** Ends an enrolment by e-mail with what the message held. */
  public Outcome confirm(Secret token) throws IOException, InterruptedException {
    try (var _ = folder.hold()) {
      var kept = Enrolment.read(folder);
      if (kept.isEmpty()) {
        return new Outcome.Refused("no enrolment waits for a token; begin with --method email");
      }
      if (kept.get().progress() instanceof Progress.Enrolled as) {
        return new Outcome.Enrolled(as, true);
      }
      return ask(
          kept.get(),
          Question.of(
              "POST",
              path(kept.get()) + "/confirmation",
              Map.of("token", token.revealText().strip())));
    }
  }

  private static String path(Enrolment enrolment) {
    return "/v1/enrolments/" + enrolment.id();
  }

  private static Map<String, Object> body(Enrolment enrolment, Means means) {
    var body = new LinkedHashMap<String, Object>();
    body.put("method", means.method());
    switch (means) {
      case Means.Directory(var user, var password) -> {
        body.put("user", user);
        body.put("password", password.revealText());
      }
      case Means.Email(var address) -> body.put("address", address);
      case Means.Code(var code, var address) -> {
        body.put("code", code.revealText().strip());
        address.ifPresent(one -> body.put("address", one));
      }
    }
    body.put("publicKey", enrolment.key().publicKey());
    body.put("device", enrolment.device());
    body.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return body;
  }

  private Outcome ask(Enrolment enrolment, Question question)
      throws IOException, InterruptedException {
    try (var link = new Link(enrolment.stamp(), clock, limits, watcher, Absences.in(folder))) {
      var signed = new SignedLink(link, enrolment.key(), SignedRequest.NEW, clock);
      return switch (signed.ask(question)) {
        case Answer.Unreachable unreachable -> new Outcome.Unreachable(unreachable.sentence());
        case Answer.Refused(_, _, var detail, _) -> new Outcome.Refused(detail);
        case Answer.Given(_, var body, _) ->
            Json.read(body, View.class)
                .map(view -> take(enrolment, view))
                .orElseGet(() -> new Taken(enrolment, notUnderstood("it is no JSON object")))
                .keep(folder);
      };
    }
  }

  /** What follows from an answer, before it is kept. */
  private record Taken(Enrolment next, Outcome outcome) {
    Outcome keep(StateFolder folder) throws IOException {
      next.write(folder);
      return outcome;
    }
  }

  private static Taken take(Enrolment enrolment, View view) {
    if ("mail-sent".equals(view.state()) && view.address() != null && view.expires() != null) {
      var sent = new Progress.MailSent(view.address(), view.expires());
      return new Taken(enrolment.with(sent), new Outcome.MailSent(sent.address(), sent.expires()));
    }
    if (!"enrolled".equals(view.state()) || view.client() == null || view.consumer() == null) {
      return new Taken(enrolment, notUnderstood("its state is " + view.state()));
    }
    try {
      var organisation = Enrolment.certificate(view.organisationKey());
      var expected = enrolment.stamp().organisationKey();
      if (expected.isPresent() && !expected.get().equals(organisation.fingerprint())) {
        return new Taken(
            enrolment,
            new Outcome.Refused(
                "the server's organisation key is "
                    + organisation.fingerprint()
                    + ", the stamp names "
                    + expected.get()
                    + "; get a new client download if the key was changed"));
      }
      var as = new Progress.Enrolled(view.client(), view.consumer().person(), organisation);
      return new Taken(enrolment.with(as), new Outcome.Enrolled(as, false));
    } catch (IllegalArgumentException e) {
      return new Taken(enrolment, notUnderstood(String.valueOf(e.getMessage())));
    }
  }

  private static Outcome notUnderstood(String why) {
    return new Outcome.Refused("the server's answer is not understood: " + why);
  }

  /** Forgets an enrolment, its session and its policy. Keys and the log stay. */
  public static void forget(StateFolder folder) throws IOException {
    try (var _ = folder.hold()) {
      for (var name : List.of("enrolment.json", "session.json", "policy.json")) {
        folder.delete(name);
      }
    }
  }

  /** Where the enrolment of a folder stands; for a folder without one, empty. */
  public Optional<Enrolment> standing() throws IOException {
    return Enrolment.read(folder);
  }
}
