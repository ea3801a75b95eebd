package org.sallyport.client;

import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.enrolment.Enrolment;
import org.sallyport.client.enrolment.Enrolment.Progress;
import org.sallyport.client.enrolment.Person;
import org.sallyport.client.json.Json;
import org.sallyport.client.key.Contacts;
import org.sallyport.client.key.KeyCare;
import org.sallyport.client.key.OwnKeys;
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
import org.sallyport.openpgp.Result;

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
    this.link = new Link(enrolment.stamp(), clock, limits, new LoggedLink(log, clock));
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
    return new KeyCare(folder, keys, calls, clock);
  }

  /** Certificates of others. */
  public Contacts contacts() {
    return contacts;
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

  private record ServerView(@Nullable String organisationKey) {}

  /**
   * Takes over the organisation's certificate as it is now, when it is the same key: it may have
   * been renewed.
   *
   * @return whether that changed anything
   */
  boolean renewOrganisation() throws IOException, InterruptedException {
    if (!(link.ask(Question.get("/v1/server")) instanceof Answer.Given(_, var body, _))) {
      return false;
    }
    var text = Json.read(body, ServerView.class).map(ServerView::organisationKey);
    if (text.isEmpty()
        || !(Certificate.read(text.get().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .then(organisation()::merge)
            instanceof Result.Of<Certificate>(var merged))
        || merged.equals(organisation())) {
      return false;
    }
    var next = enrolment.with(new Progress.Enrolled(as.client(), as.person(), merged));
    next.write(folder);
    enrolment = next;
    return true;
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
