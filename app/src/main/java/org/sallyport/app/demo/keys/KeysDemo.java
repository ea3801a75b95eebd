package org.sallyport.app.demo.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.demo.process.NodeChild;
import org.sallyport.app.demo.story.Story;
import org.sallyport.app.demo.story.Waiting;
import org.sallyport.client.enrolment.Enrolling;
import org.sallyport.client.enrolment.Means;
import org.sallyport.client.policy.Policies;
import org.sallyport.kernel.Secret;

/**
 * The plot of the third part: what is done to the encryption servers, and what a client notices.
 */
public final class KeysDemo implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String ADA = "ada@demo.example";

  private final Story story;
  private final Waiting waiting;
  private final KeysFiles files;
  private final Office office;
  private final NodeChild director;
  private final List<NodeChild> servers;
  private @Nullable Machine machine;

  private KeysDemo(Story story, Waiting waiting, KeysFiles files) throws IOException {
    this.story = story;
    this.waiting = waiting;
    this.files = files;
    this.office = new Office(files.admins());
    this.director = new NodeChild(files.director());
    this.servers = files.servers().stream().map(NodeChild::new).toList();
  }

  /**
   * Prepares the files.
   *
   * @param folder the demo's, with a certificate authority in {@code pki}
   */
  public static KeysDemo prepare(Story story, Waiting waiting, Path folder) throws IOException {
    return new KeysDemo(story, waiting, KeysFiles.create(folder));
  }

  /** All of it, in order. */
  public void perform() throws IOException, InterruptedException {
    if (!everythingStarts() || !aMachineEnrols()) {
      return;
    }
    serversAreKilledInTurn();
    bothAreGone();
    everyLineIsThereOnce();
  }

  private boolean everythingStarts() throws IOException, InterruptedException {
    story.act("Keys: a machine asks one name, behind which two encryption servers share a store.");
    director.start();
    servers.getFirst().start();
    boolean first = waiting.until(START_LIMIT, servers.getFirst()::isReady).isPresent();
    servers.getLast().start();
    boolean up =
        first
            && waiting
                .until(START_LIMIT, () -> servers.getLast().isReady() && director.isReady())
                .isPresent();
    if (!up) {
      story.verdict("E10", false, "not all of them started: " + lastWords());
      return false;
    }
    story.say(
        "The servers are processes %d and %d; the director passes TLS through unread."
            .formatted(servers.getFirst().pid(), servers.getLast().pid()));
    return true;
  }

  private String lastWords() {
    return Stream.concat(Stream.of(director), servers.stream())
        .map(node -> node.name() + ": " + node.lastWords())
        .collect(Collectors.joining("\n"));
  }

  private boolean aMachineEnrols() throws IOException, InterruptedException {
    var code = office.code(ADA);
    var enrolled = enrol(files.clientState(), code);
    boolean done = enrolled instanceof Enrolling.Outcome.Enrolled;
    story.verdict(
        "E1",
        done,
        done ? "a machine of " + ADA + " enrols with a code" : "it does not enrol: " + enrolled);
    if (!done) {
      return false;
    }
    var again = enrol(files.strangerState(), code);
    story.verdict(
        "E1",
        again instanceof Enrolling.Outcome.Refused,
        "the same code is refused to another machine");
    var started = Machine.start(files.clientState());
    machine = started;
    var keys = started.client().keys().all();
    story.verdict(
        "E6",
        !keys.isEmpty(),
        "it has a key, which the organisation key vouches for"
            + keys.stream().findFirst().map(key -> ": " + key.fingerprint()).orElse(""));
    return !keys.isEmpty();
  }

  private Enrolling.Outcome enrol(Path state, String code)
      throws IOException, InterruptedException {
    try (var secret = Secret.ofText(code)) {
      return Machine.enrol(state, files.stamp(), new Means.Code(secret, Optional.of(ADA)));
    }
  }

  private Machine machine() {
    var running = machine;
    if (running == null) {
      throw new IllegalStateException("the machine has not been started");
    }
    return running;
  }

  private void serversAreKilledInTurn() throws IOException, InterruptedException {
    for (var server : servers) {
      story.act("kill -9 " + server.pid() + ": " + server.name() + " is gone.");
      waiting.pass(LOOK);
      machine().watch();
      int before = machine().answered();
      server.kill();
      waiting.until(PATIENCE, () -> machine().answered() > before + 10);
      int polls = machine().answered() - before;
      var gap = machine().longestGap();
      story.verdict(
          "E3",
          polls > 10 && gap.compareTo(SOON) < 0,
          "the machine polls on: %d answers, the longest pause %s%s"
              .formatted(polls, Story.text(gap), polls > 10 ? "" : "; " + machine().lastTrouble()));
      server.start();
      waiting.until(START_LIMIT, server::isReady);
      story.say(server.name() + " is back as process " + server.pid() + ".");
    }
  }

  private void bothAreGone() throws IOException, InterruptedException {
    story.act("Both servers are gone.");
    for (var server : servers) {
      server.kill();
    }
    int rounds = machine().rounds();
    int answered = machine().answered();
    waiting.until(PATIENCE, () -> machine().rounds() > rounds + 5);
    boolean alone = machine().answered() <= answered + 1;
    var standing = machine().client().policies().standing();
    story.verdict(
        "C1",
        alone && standing instanceof Policies.Standing.Good,
        "the machine goes on under the last signed policy; "
            + machine().client().log().waiting()
            + " lines of its log wait");
    for (var server : servers) {
      server.start();
    }
    int then = machine().answered();
    waiting.until(START_LIMIT, () -> machine().answered() > then + 3);
  }

  private void everyLineIsThereOnce() throws IOException, InterruptedException {
    machine().finish();
    var there = office.rounds();
    int expected = machine().rounds();
    var once = new TreeSet<>(there);
    boolean all =
        once.equals(
            IntStream.rangeClosed(1, expected)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new)));
    story.verdict(
        "E4",
        all && there.size() == expected,
        "the machine noted %d lines; the servers have %d, %s"
            .formatted(
                expected,
                there.size(),
                all && there.size() == expected
                    ? "each of them once"
                    : once.size() + " of them different"));
  }

  @Override
  public void close() {
    var running = machine;
    if (running != null) {
      running.close();
    }
    director.close();
    servers.forEach(NodeChild::close);
  }
}
