package org.sallyport.client;

import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.client.enrolment.Enrolment;
import org.sallyport.client.enrolment.Enrolment.Progress;
import org.sallyport.client.enrolment.Person;
import org.sallyport.client.file.Unfinished;
import org.sallyport.client.key.Contacts;
import org.sallyport.client.key.KeyCare;
import org.sallyport.client.key.OwnKeys;
import org.sallyport.client.link.Absences;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Link;
import org.sallyport.client.link.LinkLimits;
import org.sallyport.client.link.Question;
import org.sallyport.client.log.LogLine;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.log.LogQueue;
import org.sallyport.client.policy.Policies;
import org.sallyport.client.session.Calls;
import org.sallyport.client.session.SignedLink;
import org.sallyport.client.state.StateFolder;
import org.sallyport.openpgp.Certificate;

/** An enrolled client: everything that its state folder and its servers give. Any thread. */
public final class Client implements AutoCloseable {
  /** So many octets of the log wait at most. */
  static final long LOG_ROOM = 16L * 1024 * 1024;

  private final StateFolder folder;
  private final InstantSource clock;
  private volatile Enrolment enrolment;
  private final Progress.Enrolled as;
  private final Link link;
  private final Calls calls;
  private final Policies policies;
  private final OwnKeys keys;
  private final Contacts contacts;
  private final LogQueue log;

  private Client(
      StateFolder folder,
      InstantSource clock,
      LinkLimits limits,
      Enrolment enrolment,
      Progress.Enrolled as)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.enrolment = enrolment;
    this.as = as;
    this.log = log(folder, clock);
    this.link =
        new Link(enrolment.stamp(), clock, limits, new LoggedLink(log, clock), Absences.in(folder));
    this.calls = new Calls(link, new SignedLink(link, enrolment.key(), as.client(), clock), folder);
    this.policies = new Policies(folder, clock, this::organisation);
    this.keys = new OwnKeys(folder);
    this.contacts = new Contacts(folder, calls, clock, this::organisation);
  }

  /**
   * The client of a folder; empty when it has not enrolled.
   *
   * @throws IOException when the state cannot be read, or others can read it
   */
  public static Optional<Client> open(StateFolder folder, InstantSource clock, LinkLimits limits)
      throws IOException {
    new Unfinished(folder).sweep();
    var kept = Enrolment.read(folder);
    return kept.isPresent() && kept.get().progress() instanceof Progress.Enrolled as
        ? Optional.of(new Client(folder, clock, limits, kept.get(), as))
        : Optional.empty();
  }

  /** The log of a folder, which there is before there is a client. */
  public static LogQueue log(StateFolder folder, InstantSource clock) throws IOException {
    return new LogQueue(folder.inner("log"), clock, LOG_ROOM);
  }

  /** How it enrolled. */
  public Enrolment enrolment() {
    return enrolment;
  }

  /** Its id at the server. */
  public String id() {
    return as.client();
  }

  /** Whose it is. */
  public Person person() {
    return as.person();
  }

  /** The organisation's certificate, as far as is known now. */
  public Certificate organisation() {
    return enrolment.progress() instanceof Progress.Enrolled(_, _, var certificate)
        ? certificate
        : as.organisation();
  }

  /** Questions to its servers. */
  public Calls calls() {
    return calls;
  }

  /** What the organisation wants. */
  public Policies policies() {
    return policies;
  }

  /** The person's keys. */
  public OwnKeys keys() {
    return keys;
  }

  /** Who brings the person's keys to what the policy wants. */
  public KeyCare keyCare() {
    return new KeyCare(keys, calls, clock);
  }

  /** Certificates of others. */
  public Contacts contacts() {
    return contacts;
  }

  /** What of decrypted contents is on its way to its place. */
  public Unfinished unfinished() {
    return new Unfinished(folder);
  }

  /** Until when servers that failed are asked last. */
  public Absences absences() {
    return Absences.in(folder);
  }

  /** Its log. */
  public LogQueue log() {
    return log;
  }

  /** Its clock. */
  public InstantSource clock() {
    return clock;
  }

  /** Logs an event, where the policy's level has it. */
  public void note(Level level, String event, Map<String, String> fields) throws IOException {
    note(level, event, Optional.empty(), fields);
  }

  /** Logs an event with a sentence. */
  public void note(Level level, String event, Optional<String> text, Map<String, String> fields)
      throws IOException {
    var least = policies.held().map(held -> held.policy().client().logLevel()).orElse(Level.info);
    if (level.compareTo(least) >= 0) {
      log.add(
          new LogLine(clock.instant().truncatedTo(ChronoUnit.MILLIS), level, event, text, fields));
    }
  }

  /**
   * Asks for a newer policy. Where that is not signed by the organisation key that is pinned, the
   * servers are asked for theirs: the same key may have been renewed, and a new one counts when the
   * pinned one has signed that it follows.
   */
  public Policies.Outcome refresh() throws IOException, InterruptedException {
    var outcome = policies.refresh(calls);
    if (!(outcome instanceof Policies.Outcome.Refused(var problem, var sentence))
        || !problem.equals(Policies.NOT_SIGNED)
        || !(link.ask(Question.get("/v1/server")) instanceof Answer.Given(_, var body, _))) {
      return outcome;
    }
    return switch (Succession.of(body, organisation(), clock.instant())) {
      case Succession.Unreadable() -> outcome;
      case Succession.Same(var renewed) -> {
        pin(renewed);
        yield policies.refresh(calls);
      }
      case Succession.Next(var next) -> follow(next);
      case Succession.Foreign(var other) ->
          new Policies.Outcome.Refused(
              problem,
              sentence
                  + "; the servers have the organisation key "
                  + other
                  + ", and nothing says that it follows. Ask your administrator whether it was"
                  + " replaced; if so, get a new client download and enrol with it and --anew");
    };
  }

  /** The policy comes first: a key that signs none is not followed. */
  private Policies.Outcome follow(Certificate next) throws IOException, InterruptedException {
    var former = organisation().fingerprint();
    var outcome = policies.refreshUnder(next, calls);
    if (outcome instanceof Policies.Outcome.Changed) {
      pin(next);
      note(
          Level.warn,
          "organisation-key-followed",
          Map.of("former", former.hex(), "key", next.fingerprint().hex()));
    }
    return outcome;
  }

  private void pin(Certificate organisation) throws IOException {
    var next = enrolment.with(new Progress.Enrolled(as.client(), as.person(), organisation));
    next.write(folder);
    enrolment = next;
  }

  /**
   * Tells the server what it has.
   *
   * @param version of the program
   */
  Answer report(String version) throws IOException, InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("version", version);
    policies.held().ifPresent(held -> body.put("policySerial", held.policy().serial()));
    body.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    body.put("keys", keys.all().stream().map(key -> key.fingerprint().hex()).toList());
    return calls.ask(Question.of("POST", "/v1/state", body));
  }

  @Override
  public void close() {
    link.close();
  }
}
