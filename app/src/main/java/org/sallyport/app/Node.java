package org.sallyport.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Differences;
import org.sallyport.config.Loaded;
import org.sallyport.config.ProblemReport;
import org.sallyport.director.Director;
import org.sallyport.director.DirectorAdmin;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.ReloadOutcome;
import org.sallyport.director.admin.listener.AdminListener;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.loop.Transport;
import org.sallyport.web.AdminSettings;

/**
 * A node that runs: the composition root of its roles. Methods block and take turns; any thread but
 * an event loop may call them.
 */
final class Node implements AutoCloseable {
  private final Path file;
  private final Director director;
  private final DirectorAdmin admin;
  private final AdminListener listener;
  private NodeSettings settings;

  private Node(Path file, NodeSettings settings, Director director) {
    this.file = file;
    this.settings = settings;
    this.director = director;
    var about = new DirectorAdmin.About(settings.node(), Version.number());
    this.admin = new DirectorAdmin(director, about, this::reload);
    this.listener =
        new AdminListener(
            settings.admin(),
            settings.director().orElseThrow().state(),
            settings.node(),
            Version.number(),
            admin);
  }

  /** What became of a start. */
  sealed interface Starting {
    /** Clients can connect. */
    record Running(Node node) implements Starting {}

    /**
     * Nothing runs.
     *
     * @param report why, ready to be printed
     */
    record Refused(String report) implements Starting {}
  }

  /** Starts the roles that {@code file} has sections for. */
  static Starting start(Path file) {
    var loaded = ConfigFile.load(file, NodeSettings.class);
    return switch (loaded) {
      case Loaded.Valid<NodeSettings>(var settings, _) -> start(file, settings);
      case Loaded.Invalid<NodeSettings> _ -> new Starting.Refused(ProblemReport.of(loaded));
    };
  }

  private static Starting start(Path file, NodeSettings settings) {
    var wanted = settings.director().orElseThrow();
    Director director;
    try {
      director = Director.open(wanted, InstantSource.system(), Transport.best());
    } catch (UncheckedIOException unusable) {
      return new Starting.Refused(file + ": director.state: " + unusable.getMessage() + "\n");
    }
    var problems = director.apply(wanted);
    if (problems.isEmpty()) {
      return new Node(file, settings, director).administered();
    }
    director.close();
    return new Starting.Refused(
        problems.stream()
            .map(problem -> file + ": " + problem + "\n")
            .collect(Collectors.joining()));
  }

  /** Opens the admin listener, when clients have been able to connect for a while already. */
  private Starting administered() {
    admin.start();
    try {
      listener.start();
      return new Starting.Running(this);
    } catch (IOException | IllegalArgumentException unusable) {
      director.close();
      admin.close();
      return new Starting.Refused(file + ": admin: " + unusable.getMessage() + "\n");
    }
  }

  /** Where browsers and commands reach it on this machine. */
  URI dashboard() {
    var given = AdminAddress.of(admin(), Path.of("")).base();
    return URI.create(
        given.getScheme() + "://" + new HostPort(plain(given.getHost()), listener.port()) + "/");
  }

  private synchronized AdminSettings admin() {
    return settings.admin();
  }

  private static String plain(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The name that the file gives it. */
  synchronized String name() {
    return settings.node();
  }

  /** The role that balances load. */
  Director director() {
    return director;
  }

  /** That role as administrators have it. */
  DirectorControl control() {
    return admin;
  }

  /**
   * Reads the file again and brings it into force, or leaves everything as it is.
   *
   * @param actor who asked, for the event log
   */
  synchronized ReloadOutcome reload(String actor) {
    var loaded = ConfigFile.load(file, NodeSettings.class);
    return switch (loaded) {
      case Loaded.Valid<NodeSettings>(var wanted, _) -> apply(wanted, actor);
      case Loaded.Invalid<NodeSettings> invalid ->
          reject(invalid.problems().stream().map(Object::toString).toList());
    };
  }

  private ReloadOutcome apply(NodeSettings wanted, String actor) {
    var problems = director.apply(wanted.director().orElseThrow());
    if (!problems.isEmpty()) {
      return reject(problems);
    }
    var changes =
        Stream.concat(
                Differences.between(settings, wanted).stream().map(Object::toString),
                needRestart(wanted).stream())
            .toList();
    settings = wanted;
    var kept = listener.reload();
    director
        .events()
        .record(
            new DirectorEvent.ReloadAccepted(
                file.toString(), "asked by " + actor + ", " + changes.size() + " changes"));
    return new ReloadOutcome.Accepted(
        Stream.concat(changes.stream(), kept.stream().map(why -> "! admin: " + why)).toList());
  }

  /** What is in the file now but takes effect at the next start alone. */
  private List<String> needRestart(NodeSettings wanted) {
    var before = settings.director().orElseThrow();
    var after = wanted.director().orElseThrow();
    return Stream.of(
            note("admin", settings.admin().equals(wanted.admin())),
            note("node", settings.node().equals(wanted.node())),
            note("director.threads", before.threads() == after.threads()),
            note("director.state", before.state().equals(after.state())),
            note("director.persistence-entries", sameTable(before, after)))
        .flatMap(List::stream)
        .toList();
  }

  private static boolean sameTable(DirectorSettings before, DirectorSettings after) {
    return before.persistenceEntries() == after.persistenceEntries();
  }

  private static List<String> note(String key, boolean same) {
    return same ? List.of() : List.of("! " + key + " takes effect at the next start");
  }

  private ReloadOutcome reject(List<String> problems) {
    director
        .events()
        .record(new DirectorEvent.ReloadRejected(file.toString(), String.join("; ", problems)));
    return new ReloadOutcome.Rejected(problems);
  }

  /** Lets open connections end, within the time that the file gives them, and stops. */
  @Override
  public void close() {
    director.stop(drainTime());
    listener.close();
    admin.close();
  }

  private synchronized Duration drainTime() {
    return settings.director().orElseThrow().drainTime();
  }
}
