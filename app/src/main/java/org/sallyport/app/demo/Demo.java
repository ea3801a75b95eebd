package org.sallyport.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.sallyport.app.demo.keys.KeysDemo;
import org.sallyport.app.demo.login.LoginDemo;
import org.sallyport.app.demo.login.Terminal;
import org.sallyport.app.demo.mail.MailDemo;
import org.sallyport.app.demo.story.Story;
import org.sallyport.app.demo.story.Waiting;
import org.sallyport.director.pool.Health;
import org.sallyport.kernel.HostPort;

/** The demo from beginning to end. Called once, by one thread; {@link #stop} by any. */
public final class Demo {
  private static final Duration START_LIMIT = Duration.ofSeconds(15);
  private static final Duration RESTART_AFTER = Duration.ofSeconds(5);
  private static final int DASHBOARD_PORT = 9400;
  private static final long SLOW_MILLIS = 500;

  private final RunningNode.Starter starter;
  private final Terminal terminal;
  private final PrintWriter out;
  private final Story story;
  private final Waiting waiting = new Waiting();

  /**
   * A demo that is told on {@code out}.
   *
   * @param terminal takes the commands of those who have no part in the network
   * @param unicode whether the terminal shows more than ASCII
   */
  public Demo(RunningNode.Starter starter, Terminal terminal, PrintWriter out, boolean unicode) {
    this.starter = starter;
    this.terminal = terminal;
    this.out = out;
    this.story = new Story(out, unicode);
  }

  /**
   * Runs the drills and ends.
   *
   * @return whether every promise held
   */
  public boolean once() throws IOException, InterruptedException {
    try (var scene = Scene.prepare(0)) {
      perform(scene);
      performLogins(scene);
      performKeys(scene);
      performMail(scene);
    }
    out.println();
    out.println(story.summary());
    out.flush();
    return story.allHeld();
  }

  /** Runs the drills and stays until {@link #stop}. */
  public boolean stay() throws IOException, InterruptedException {
    try (var scene = Scene.prepare(DASHBOARD_PORT)) {
      perform(scene);
      out.println();
      out.println(story.summary() + " Everything stays up now; Ctrl-C ends it.");
      invite(scene);
      tend(scene);
    }
    return story.allHeld();
  }

  /** Ends the demo; returns at once. */
  public void stop() {
    waiting.stop();
  }

  private void perform(Scene scene) throws IOException, InterruptedException {
    out.println("Sallyport: a director in front of two servers. All of it runs on this machine,");
    out.println("in " + scene.files().folder() + ", which is deleted at the end.");
    story.act("Certificates, two servers, a director.");
    story.say("sallyport pki made a root, an intermediate, and certificates for all.");
    scene.startServers();
    for (var server : List.of(scene.first(), scene.second())) {
      story.say(
          "Server %s is process %d on port %d; sessions live in its memory."
              .formatted(server.name(), server.pid(), server.port()));
    }
    scene.startDirector(starter);
    var node = scene.node();
    story.say(
        "The director takes clients of both services at "
            + at(scene)
            + " and tells them apart by the server name:");
    story.say(DemoFiles.KEYS + " is passed through unread,");
    story.say(DemoFiles.PORTAL + " is decrypted, read as HTTP, and encrypted again.");
    node.dashboard().ifPresent(address -> story.say("Dashboard: " + address));
    var up = waiting.until(START_LIMIT, () -> bothUp(scene));
    story.verdict(
        "D7",
        up.isPresent(),
        up.map(time -> "https checks, every 500 ms, found both up after " + Story.text(time))
            .orElse("checks did not find both up within " + Story.text(START_LIMIT)));
    waiting.until(START_LIMIT, () -> scene.isIncumbent(scene.first()));
    long began = System.nanoTime();
    scene.startVisitors();
    waiting.until(START_LIMIT, () -> scene.allServed(began));
    new Drills(story, waiting, scene).run();
    tally(scene);
    scene.pace(SLOW_MILLIS); // the rest is about others
  }

  private void performLogins(Scene scene) throws IOException, InterruptedException {
    try (var logins = LoginDemo.prepare(story, waiting, terminal, scene.files().folder())) {
      logins.perform();
    }
  }

  private void performKeys(Scene scene) throws IOException, InterruptedException {
    try (var keys = KeysDemo.prepare(story, waiting, scene.files().folder())) {
      keys.perform();
    }
  }

  private void performMail(Scene scene) throws IOException, InterruptedException {
    try (var mail = MailDemo.prepare(story, waiting, scene.files().folder())) {
      mail.perform();
    }
  }

  private void tally(Scene scene) {
    var journal = scene.journal();
    story.say(journal.total() + " requests in all, " + journal.failed() + " failed.");
    journal.causes().forEach(cause -> story.say("failed: " + cause));
  }

  private static boolean bothUp(Scene scene) {
    return scene.isHealth(scene.first(), Health.UP) && scene.isHealth(scene.second(), Health.UP);
  }

  private static String at(Scene scene) {
    var address = scene.node().addresses(DemoFiles.KEYS).getFirst();
    return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
  }

  private void invite(Scene scene) {
    var port = scene.node().addresses(DemoFiles.PORTAL).getFirst().getPort();
    out.println();
    scene.node().dashboard().ifPresent(address -> out.println("   dashboard   " + address));
    out.println("   the file    " + scene.files().nodeFile());
    out.println("   a client    curl --cacert " + scene.files().trust() + " \\");
    out.println(
        "                 --resolve %1$s:%2$d:127.0.0.1 https://%1$s:%2$d/"
            .formatted(DemoFiles.PORTAL, port));
    out.println("   a disaster  kill -9 " + scene.first().pid());
    out.println();
    out.flush();
  }

  /** Starts servers again that somebody has killed. */
  private void tend(Scene scene) throws IOException, InterruptedException {
    while (waiting.pass(Duration.ofMillis(500))) {
      for (var server : List.of(scene.first(), scene.second())) {
        if (!server.isAlive()) {
          long failed = scene.journal().failed();
          story.say("Server " + server.name() + " is gone.");
          if (waiting.pass(RESTART_AFTER)) {
            server.start();
            story.say(
                "%d requests failed. Server %s is back as process %d."
                    .formatted(scene.journal().failed() - failed, server.name(), server.pid()));
          }
        }
      }
    }
  }
}
