package org.sallyport.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.app.demo.story.Story;
import org.sallyport.app.demo.story.Waiting;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.pool.Health;
import org.sallyport.web.admin.ReloadOutcome;

/** The plot: what is done to the servers, and what clients may notice of it. One thread. */
final class Drills {
  private static final String ACTOR = "demo";
  private static final Duration LONGEST_GAP = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(1200);

  private final Story story;
  private final Waiting waiting;
  private final Scene scene;
  private final Journal journal;
  private final DirectorControl control;

  Drills(Story story, Waiting waiting, Scene scene) {
    this.story = story;
    this.waiting = waiting;
    this.scene = scene;
    this.journal = scene.journal();
    this.control = scene.node().control();
  }

  /** All of them, in order; the directors and servers are then as they were at the beginning. */
  void run() throws IOException, InterruptedException {
    everythingOnTheFirst();
    theFirstIsKilled();
    theFirstReturns();
    theFirstIsDrained();
    theFileChanges();
  }

  private void everythingOnTheFirst() throws InterruptedException {
    story.act("All traffic on the first.");
    long began = System.nanoTime();
    waiting.pass(LOOK);
    var seen = journal.since(began);
    story.verdict(
        "D1",
        seen.allFrom(scene.first().name()) && seen.failed() == 0,
        seen.count() + " requests, " + seen.failed() + " failed; answered by " + names(seen));
    story.verdict(
        "D6",
        shown(DemoFiles.KEYS, scene.files().originCertificate())
            && shown(DemoFiles.PORTAL, scene.files().directorCertificate()),
        "passed through, clients see the servers' own certificate; re-encrypted, the director's");
    var staying = journal.since(began, Scene.PORTAL_STAYS);
    story.verdict(
        "D3",
        staying.sessions().size() == 1,
        "a session of the portal stayed whole for " + staying.count() + " requests");
  }

  private boolean shown(String service, byte[] expected) {
    try (var connection = scene.connect(service)) {
      return Arrays.equals(connection.certificate(), expected);
    } catch (IOException unreachable) {
      return false;
    }
  }

  private void theFirstIsKilled() throws InterruptedException {
    var first = scene.first();
    var second = scene.second();
    story.act("kill -9 " + first.pid() + ": the first is gone, in the midst of requests.");
    long began = System.nanoTime();
    first.kill();
    var noticed = waiting.until(PATIENCE, () -> scene.isHealth(first, Health.DOWN));
    waiting.pass(LOOK);
    story.say(
        "The director held it for down after "
            + noticed.map(Story::text).orElse("more than " + PATIENCE)
            + "; until then it called the second wherever the first refused.");
    lossless("D1", "passed through", journal.since(began, Scene.KEYS));
    lossless("D1", "re-encrypted", journal.since(began, Scene.PORTAL));
    var moved = journal.since(began, Scene.PORTAL_STAYS);
    story.verdict(
        "D3",
        moved.latestFrom(second.name()) && moved.sessions().size() <= 2,
        "the session, whose server died with it, was moved once and stays on " + second.name());
  }

  private void lossless(String requirement, String how, Figures seen) {
    story.verdict(
        requirement,
        seen.failed() == 0 && seen.gap().compareTo(LONGEST_GAP) < 0 && seen.count() > 0,
        how
            + ": "
            + seen.failed()
            + " of "
            + seen.count()
            + " requests failed, the longest wait was "
            + Story.text(seen.gap())
            + ", "
            + seen.reconnected()
            + " reconnected");
  }

  private void theFirstReturns() throws IOException, InterruptedException {
    var first = scene.first();
    story.act("The first is started again.");
    long began = System.nanoTime();
    var before = journal.since(began - LOOK.toNanos(), Scene.PORTAL_STAYS).sessions();
    first.start();
    story.say("It is process " + first.pid() + " now, with an empty memory.");
    waiting.until(PATIENCE, () -> scene.isHealth(first, Health.UP));
    var back =
        waiting.until(
            PATIENCE, () -> journal.since(began, Scene.PORTAL_COMES_NEW).latestFrom(first.name()));
    waiting.pass(LOOK);
    story.verdict(
        "D1",
        back.filter(time -> time.toSeconds() >= Scene.STEADY_SECONDS - 1).isPresent(),
        "new sessions of the portal returned "
            + back.map(Story::text).orElse("not within " + PATIENCE)
            + " after its checks passed (fail-back new-sessions, steady-time "
            + Scene.STEADY_SECONDS
            + " s)");
    var stayed = journal.since(began, Scene.PORTAL_STAYS);
    story.verdict(
        "D3",
        stayed.allFrom(scene.second().name()) && stayed.sessions().equals(before),
        "the session on the second stayed there, whole, for " + stayed.count() + " requests");
    var keys = journal.since(began, Scene.KEYS);
    story.verdict(
        "D1",
        keys.latestFrom(first.name()) && keys.failed() == 0,
        "all of the keys returned (fail-back all): "
            + keys.failed()
            + " of "
            + keys.count()
            + " failed, "
            + keys.reconnected()
            + " reconnected");
  }

  private void theFirstIsDrained() throws InterruptedException {
    var first = scene.first();
    story.act("sallyport drain: the first keeps its sessions and takes no new ones.");
    scene.startPortalSessionAnew();
    waiting.until(PATIENCE, () -> latest(Scene.PORTAL_STAYS, first));
    story.say(control.drain("portal", first.name(), ACTOR).text() + ".");
    waiting.pass(Duration.ofMillis(200));
    long began = System.nanoTime();
    waiting.pass(LOOK);
    var old = journal.since(began, Scene.PORTAL_STAYS);
    var fresh = journal.since(began, Scene.PORTAL_COMES_NEW);
    story.verdict(
        "D11",
        old.allFrom(first.name()) && old.sessions().size() == 1 && old.failed() == 0,
        "the session on the first went on there for " + old.count() + " requests");
    story.verdict(
        "D11",
        fresh.allFrom(scene.second().name()) && fresh.failed() == 0,
        fresh.count() + " new sessions went to " + names(fresh) + ", none was refused");
    story.say(control.resume("portal", first.name(), ACTOR).text() + ".");
    control
        .explain(DemoFiles.PORTAL, InetAddress.getLoopbackAddress(), Optional.empty())
        .ifPresent(
            told ->
                story.say(
                    "sallyport explain: a new session of the portal goes to "
                        + told.member().orElse("nobody")
                        + ": "
                        + told.reason()
                        + "."));
  }

  private boolean latest(String visitor, OriginProcess server) {
    return journal.since(System.nanoTime() - LOOK.toNanos(), visitor).latestFrom(server.name());
  }

  private void theFileChanges() throws IOException, InterruptedException {
    story.act("The file changes while everybody is there.");
    long began = System.nanoTime();
    scene.writeNodeFile(Scene.STEADY_SECONDS + 1);
    var outcome = control.reload(ACTOR);
    waiting.pass(LOOK);
    var seen = journal.since(began);
    story.verdict(
        "D12",
        outcome instanceof ReloadOutcome.Accepted && seen.failed() + seen.reconnected() == 0,
        words(outcome)
            + "; "
            + seen.count()
            + " requests, "
            + seen.failed()
            + " failed, no connection was dropped");
  }

  private static String words(ReloadOutcome outcome) {
    return switch (outcome) {
      case ReloadOutcome.Accepted(List<String> changes) ->
          "reloaded with " + changes.size() + " changes";
      case ReloadOutcome.Rejected(List<String> problems) ->
          "rejected: " + String.join("; ", problems);
    };
  }

  private static String names(Figures figures) {
    var servers = figures.servers();
    return switch (servers.size()) {
      case 0 -> "nobody";
      case 1 -> servers.iterator().next() + " alone";
      default -> String.join(" and ", servers);
    };
  }
}
