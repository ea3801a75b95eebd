package org.sallyport.app.demo.login;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.sallyport.app.demo.process.NodeChild;
import org.sallyport.app.demo.story.Story;
import org.sallyport.app.demo.story.Waiting;

/** The plot of the second part: what is done to the servers, and what people may notice of it. */
public final class LoginDemo implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(3);

  private final Story story;
  private final Waiting waiting;
  private final Terminal terminal;
  private final LoginScene scene;

  private LoginDemo(Story story, Waiting waiting, Terminal terminal, LoginScene scene) {
    this.story = story;
    this.waiting = waiting;
    this.terminal = terminal;
    this.scene = scene;
  }

  /**
   * Prepares the files.
   *
   * @param terminal takes the commands of people's devices
   * @param folder the demo's, with a certificate authority in {@code pki}
   */
  public static LoginDemo prepare(Story story, Waiting waiting, Terminal terminal, Path folder)
      throws IOException {
    return new LoginDemo(story, waiting, terminal, LoginScene.prepare(folder));
  }

  /** All of it, in order. */
  public void perform() throws IOException, InterruptedException {
    if (!everythingStarts()) {
      return;
    }
    peopleLogIn();
    new PushAct(story, scene, terminal).perform();
    aGatewayIsKilled();
    aDirectoryEnds();
    theAuthorityIsKilled();
    var all = scene.tally().since(Long.MIN_VALUE);
    story.say(
        "%d logins in all: %d that were right, %d of which were refused; %d that were wrong, %d of which passed."
            .formatted(all.logins().size(), all.right(), all.refused(), all.wrong(), all.passed()));
  }

  private boolean everythingStarts() throws IOException, InterruptedException {
    story.act("Two factors: a VPN asks two gateways, they ask a directory and the authority.");
    scene.startNodes();
    var up =
        waiting.until(
            START_LIMIT,
            () ->
                scene.authority().isReady()
                    && scene.gateways().stream().allMatch(NodeChild::isReady));
    if (up.isEmpty()) {
      story.verdict("A1", false, "not all of them started: " + scene.lastWords());
      return false;
    }
    scene.enrol();
    story.say(
        "The authority is process %d, the gateways are %d and %d; two directories know eight people."
            .formatted(
                scene.authority().pid(),
                scene.gateways().get(0).pid(),
                scene.gateways().get(1).pid()));
    story.say("The authority holds each person's token; the gateways keep nothing that matters.");
    var first = waiting.until(PATIENCE, () -> passes(scene.emil()));
    story.verdict(
        "G1",
        first.isPresent(),
        "a password and a code in one field open the VPN, over RADIUS" + failure(first.isEmpty()));
    return first.isPresent();
  }

  private String failure(boolean failed) {
    return failed ? ": " + scene.lastWords() : "";
  }

  private boolean passes(Person person) {
    return reply(person.name(), person.password() + person.code()) == Reply.ACCEPTED;
  }

  private Reply reply(String user, String password) {
    try {
      return scene.vpn().login(user, password);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("loopback cannot be used", e);
    }
  }

  private void peopleLogIn() throws InterruptedException {
    story.act("People log in all the time; somebody guesses.");
    long began = System.nanoTime();
    scene.startCrowd();
    waiting.pass(LOOK);
    judge("G1", "", began);
    var emil = scene.emil();
    boolean once = passes(emil);
    var again = reply(emil.name(), emil.password() + emil.usedCode());
    story.verdict(
        "A1", once && again == Reply.REFUSED, "a code opens once; the same code again is refused");
  }

  private void judge(String requirement, String when, long began) throws InterruptedException {
    // Nothing is said of a time in which nobody tried.
    waiting.until(PATIENCE, () -> scene.tally().since(began).tried());
    var seen = scene.tally().since(began);
    story.verdict(
        requirement,
        seen.hold(),
        "%s%d right logins, %d refused; %d wrong ones, %d let in; the longest took %s"
            .formatted(
                when,
                seen.right(),
                seen.refused(),
                seen.wrong(),
                seen.passed(),
                Story.text(seen.longest())));
  }

  private void aGatewayIsKilled() throws IOException, InterruptedException {
    var gateway = scene.gateways().get(scene.vpn().preferred());
    story.act("kill -9 " + gateway.pid() + ": the gateway that the VPN asks is gone.");
    long began = System.nanoTime();
    int asked = scene.vpn().preferred();
    gateway.kill();
    waiting.until(PATIENCE, () -> scene.vpn().preferred() != asked);
    waiting.pass(LOOK);
    judge("G2", "the VPN turned to the other one: ", began);
    gateway.start();
    var back = waiting.until(START_LIMIT, gateway::isReady);
    story.say(
        back.isPresent()
            ? "It is back as process " + gateway.pid() + "; it had nothing to recover."
            : "It did not come back: " + gateway.lastWords());
  }

  private void aDirectoryEnds() throws InterruptedException {
    story.act("The first directory is gone.");
    long began = System.nanoTime();
    scene.directories().killFirst();
    waiting.pass(LOOK);
    judge("G3", "the second one is asked: ", began);
  }

  private void theAuthorityIsKilled() throws IOException, InterruptedException {
    var authority = scene.authority();
    var gateway = scene.gateways().get(scene.vpn().preferred());
    story.act("kill -9 " + authority.pid() + ": the authority is gone, with every token.");
    int fetched = gateway.says("continuity-packages-fetched");
    waiting.until(PATIENCE, () -> gateway.says("continuity-packages-fetched") > fetched);
    int entered = gateway.says("to=continuity");
    long began = System.nanoTime();
    authority.kill();
    var noticed =
        waiting
            .until(PATIENCE, () -> gateway.says("to=continuity") > entered)
            .map(_ -> Duration.ofNanos(System.nanoTime() - began));
    story.verdict(
        "G5",
        noticed.filter(time -> time.compareTo(SOON) < 0).isPresent(),
        noticed
            .map(
                time ->
                    "the gateway's probe noticed, and continuity began after " + Story.text(time))
            .orElse("continuity did not begin: " + gateway.lastWords()));
    waiting.pass(LOOK);
    judge("G5", "codes are checked against sealed packages: ", began);
    int normal = gateway.says("to=normal");
    authority.start();
    waiting.until(START_LIMIT, authority::isReady);
    long answering = System.nanoTime();
    var left = waiting.until(PATIENCE, () -> gateway.says("to=normal") > normal);
    story.verdict(
        "G5",
        left.filter(time -> time.compareTo(SOON) < 0).isPresent(),
        left.map(time -> "the authority is back, and decides again after " + Story.text(time))
            .orElse("continuity did not end: " + gateway.lastWords()));
    waiting.pass(LOOK);
    judge("G5", "two factors as before: ", answering);
  }

  @Override
  public void close() {
    scene.close();
  }
}
